package jp.machimori;

import java.sql.SQLException;
import jp.machimori.database.CannotStart;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells what keeps the application from starting in one sentence, where the person at the keyboard can mend it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailures implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        String sentence = isStopping() || NestedExceptionUtils.getRootCause(failure) instanceof InterruptedException
                ? "起動の途中で止めました。\nIt was stopped while it was starting." : sentence(failure);
        if (sentence != null) {
            System.err.println(sentence);
        }
        return sentence != null;
    }

    /** What fails in an application that was told to stop is no failure. */
    private static boolean isStopping() {
        try {
            Thread none = new Thread();
            Runtime.getRuntime().addShutdownHook(none);
            Runtime.getRuntime().removeShutdownHook(none);
            return false;
        } catch (IllegalStateException stopping) {
            return true;
        }
    }

    static @Nullable String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CannotStart refusal -> {
                    return refusal.getMessage();
                }
                case PortInUseException port -> {
                    return FreePort.taken(port.getPort()).getMessage();
                }
                case SQLException forbidden when "42501".equals(forbidden.getSQLState()) -> {
                    return "データベースの利用者の権限が足りません。README の「自治体で使うとき」にある権限を与えてください。\nThe database user lacks a right: README, \"Running it for a town\", says what it needs. (%s)"
                            .formatted(forbidden.getMessage().strip().replaceAll("\\s*\\n\\s*", " "));
                }
                case FlywayValidateException difference -> {
                    return "データベースの版がこのまちもりと合いません。新しい版のまちもりで開いてください。\nThe database is not of this version of Machimori: open it with the newer one. (%s)"
                            .formatted(difference.getMessage().strip().replaceAll("\\s*\\n\\s*", " "));
                }
                default -> {
                }
            }
        }
        return null;
    }
}
