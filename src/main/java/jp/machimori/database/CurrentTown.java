package jp.machimori.database;

/** 現在の自治体。The one town that this thread works for; each transaction begun meanwhile sees and writes its rows only. */
public final class CurrentTown {

    private static final ScopedValue<Integer> TOWN = ScopedValue.newInstance();

    private CurrentTown() {}

    /** @throws IllegalStateException when no town is bound */
    public static int id() {
        return TOWN.orElseThrow(() -> new IllegalStateException("no town is bound"));
    }

    public static boolean isBound() {
        return TOWN.isBound();
    }

    public static <T, X extends Throwable> T call(int townId, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(TOWN, townId).call(work);
    }
}
