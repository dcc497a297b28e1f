package jp.machimori.town;

/**
 * パックの一部。What one module reads of a pack. Checking comes first for all parts and writes nothing; loading follows
 * for all parts, in the order of the modules, in one transaction of that town.
 *
 * <p>Each part is a component. {@code pack check} makes it without a database and without the rest of the application,
 * so its constructor takes what loading needs as {@code ObjectProvider}.
 */
public interface PackPart {

    /** Reads and checks the module's files; every mistake is noted with file and line. */
    Loading check(Pack pack, Mistakes mistakes);

    /** What was read, ready to be written. */
    @FunctionalInterface
    interface Loading {
        void load(Reload reload);
    }
}
