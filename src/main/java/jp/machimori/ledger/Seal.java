package jp.machimori.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import jp.machimori.database.DatabaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 封印。Encrypts the sealed fields of an entry (AES-256-GCM) with a key that lies outside the database and its backups:
 * the file named by {@code MACHIMORI_KEY_FILE}, or {@code seal.key} beside the data, made at the first writing of all. The
 * database knows the key by a fingerprint, so that a lost or wrong file is noticed before anything is written with it.
 *
 * <p>A closed value stands in the content as {@code {"sealed": "1:…"}}; what people type is never an object.
 */
@Component
class Seal {

    private static final String SEALED = "sealed";
    private static final String SCHEME = "1:";
    private static final int NONCE = 12;

    private final Path file;
    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();
    private volatile byte @Nullable [] proven;

    Seal(@Value("${machimori.key-file:}") String named, DatabaseSettings settings, JdbcClient jdbc) {
        this.file = named.isEmpty() ? settings.data().resolve("seal.key") : Path.of(named);
        this.jdbc = jdbc;
    }

    /** The content as it is stored: every value of a sealed field is closed. */
    JsonNode close(Form form, JsonNode content) {
        ObjectNode copy = null;
        for (Field field : form.fields().values()) {
            JsonNode value = field.visibility() == Visibility.SEALED ? content.get(field.key()) : null;
            if (value != null && !isClosed(value)) {
                copy = copy == null ? (ObjectNode) content.deepCopy() : copy;
                copy.set(field.key(), FieldType.JSON.objectNode().put(SEALED, SCHEME + encrypt(value.toString())));
            }
        }
        return copy == null ? content : copy;
    }

    /**
     * The content as it was written.
     *
     * @throws SealLost when the key is not there or is another one
     */
    JsonNode open(JsonNode content) {
        ObjectNode copy = null;
        for (var property : content.properties()) {
            if (isClosed(property.getValue())) {
                copy = copy == null ? (ObjectNode) content.deepCopy() : copy;
                copy.set(property.getKey(), Forms.JSON.readTree(decrypt(property.getValue().get(SEALED).asString())));
            }
        }
        return copy == null ? content : copy;
    }

    static boolean isClosed(@Nullable JsonNode value) {
        return value != null && value.isObject() && value.has(SEALED);
    }

    /** What stands for a name where names are told apart but must not be read: the same for the same name, under this key. */
    String pseudonym(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(true), "HmacSHA256"));
            return "sealed:" + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String encrypt(String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, key(true), nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = java.util.Arrays.copyOf(nonce, NONCE + secret.length);
            System.arraycopy(secret, 0, all, NONCE, secret.length);
            return Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String decrypt(String text) {
        byte[] all = Base64.getDecoder().decode(text.substring(SCHEME.length()));
        try {
            return new String(cipher(Cipher.DECRYPT_MODE, key(false), java.util.Arrays.copyOf(all, NONCE))
                    .doFinal(all, NONCE, all.length - NONCE), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException otherKey) {
            throw new SealLost(file, otherKey);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        return cipher;
    }

    /** @param writing a key is made only to write, and only where the database knows of none */
    private byte[] key(boolean writing) {
        byte[] key = proven;
        return key != null ? key : prove(writing);
    }

    private synchronized byte[] prove(boolean writing) {
        Optional<String> known = jdbc.sql("select fingerprint from seal_key").query(String.class).optional();
        try {
            if (!Files.exists(file)) {
                if (known.isPresent() || !writing) {
                    throw new SealLost(file, null);
                }
                byte[] made = new byte[32];
                random.nextBytes(made);
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, Base64.getEncoder().encodeToString(made), StandardOpenOption.WRITE);
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            String fingerprint = fingerprint(key);
            if (known.isPresent() && !known.get().equals(fingerprint)) {
                throw new SealLost(file, null);
            }
            if (known.isPresent()) {
                proven = key;       // else the row may yet be rolled back with what is written now
            } else if (writing) {
                jdbc.sql("insert into seal_key (fingerprint) values (:fingerprint) on conflict do nothing").param("fingerprint", fingerprint).update();
                if (!jdbc.sql("select fingerprint from seal_key").query(String.class).single().equals(fingerprint)) {
                    throw new SealLost(file, null);     // another machine was first, with another key
                }
            }
            return key;
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new SealLost(file, unreadable);
        }
    }

    private static String fingerprint(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal("machimori seal.key".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException badKey) {
            throw new IllegalArgumentException(badKey);
        }
    }
}
