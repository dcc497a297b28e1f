package jp.machimori.database;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. This is how root runs it nevertheless: in a user namespace where root is nobody, or,
 * where the machine refuses that (containers often do), as an unprivileged user who owns the cluster.
 *
 * @param prefix what stands before the command
 * @param owner  uid and gid that the cluster's files must have; empty when they belong to whoever runs this
 */
record Unprivileged(List<String> prefix, Optional<Account> owner) {

    record Account(int uid, int gid) {}

    static Unprivileged here() throws IOException {
        if (userId() != 0) {
            return new Unprivileged(List.of(), Optional.empty());
        }
        return isAllowed(List.of("unshare", "-U")) ? inNamespace() : asAnotherUser();
    }

    static Unprivileged inNamespace() {
        return new Unprivileged(List.of("unshare", "-U"), Optional.of(new Account(0, 0)));
    }

    static Unprivileged asAnotherUser() throws IOException {
        Account account = account("postgres").or(() -> account("nobody")).orElse(new Account(65534, 65534));
        List<String> prefix = List.of("setpriv", "--reuid=" + account.uid(), "--regid=" + account.gid(), "--clear-groups");
        if (!isAllowed(prefix)) {
            throw new CannotStart(
                    "root のままでは PostgreSQL を起動できません。root 以外の利用者で実行してください。",
                    "PostgreSQL does not run as root here (neither unshare nor setpriv works): run as another user.");
        }
        return new Unprivileged(prefix, Optional.of(account));
    }

    /** Hands a file or folder to the account that will use it. */
    void give(Path folder) throws IOException {
        if (owner.isEmpty() || !Files.exists(folder)) {
            return;
        }
        Account account = owner.get();
        if (Files.getAttribute(folder, "unix:uid").equals(account.uid())) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                change(file);
                return FileVisitResult.CONTINUE;
            }

            // the folder itself last: its owner says that all within is done
            @Override
            public FileVisitResult postVisitDirectory(Path within, IOException trouble) throws IOException {
                change(within);
                return FileVisitResult.CONTINUE;
            }

            private void change(Path file) throws IOException {
                Files.setAttribute(file, "unix:gid", account.gid(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:uid", account.uid(), LinkOption.NOFOLLOW_LINKS);
            }
        });
    }

    private static int userId() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static Optional<Account> account(String name) {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":")).filter(parts -> parts[0].equals(name)).findFirst()
                    .map(parts -> new Account(Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isAllowed(List<String> prefix) {
        try {
            Process tried = new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of("true")).toList())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return tried.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
