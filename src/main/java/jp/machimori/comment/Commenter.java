package jp.machimori.comment;

/** 提出した人。Who sent a comment: for the staff of the responsible division, erased some years after the result. */
record Commenter(String name, String address, String email) {

    boolean isNobody() {
        return name.isEmpty() && address.isEmpty() && email.isEmpty();
    }

    /** Says nothing of the person: it may stand in a log. */
    @Override
    public String toString() {
        return "Commenter";
    }
}
