package jp.machimori.database;

import org.springframework.boot.ExitCodeGenerator;

/** 起動できない理由。A reason not to start that the person at the keyboard can mend: told in one sentence, no stack trace. */
public final class CannotStart extends RuntimeException implements ExitCodeGenerator {

    public CannotStart(String japanese, String english) {
        super(japanese + "\n" + english);
    }

    public CannotStart(String japanese, String english, Throwable cause) {
        super(japanese + "\n" + english, cause);
    }

    @Override
    public int getExitCode() {
        return 1;
    }
}
