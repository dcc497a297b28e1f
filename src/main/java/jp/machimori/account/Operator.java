package jp.machimori.account;

import java.util.UUID;

/** 運用者。Runs the deployment; belongs to no town and sees of each what the public sees. */
record Operator(UUID id, String name, boolean oneTime) {
}
