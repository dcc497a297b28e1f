package jp.machimori.backup;

/** バックアップや復元をしない理由。Told in one sentence to the person at the keyboard, who can mend it. */
final class Refused extends RuntimeException {

    Refused(String japanese, String english) {
        super(japanese + "\n" + english);
    }
}
