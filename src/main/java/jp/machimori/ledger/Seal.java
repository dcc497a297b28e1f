package jp.machimori.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import jp.machimori.database.DatabaseSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 封印。Encrypts the sealed fields of an entry (AES-256-GCM) with a key that lies outside the database and its backups:
 * the file named by {@code MACHIMORI_KEY_FILE}, or {@code seal.key} beside the data, made at first need.
 */
@Component
class Seal {

    private static final String MARK = "sealed:1:";
    private static final int NONCE = 12;

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private volatile byte[] key = new byte[0];

    Seal(@Value("${machimori.key-file:}") String named, DatabaseSettings settings) {
        this.file = named.isEmpty() ? settings.data().resolve("seal.key") : Path.of(named);
    }

    /** The content as it is stored. */
    JsonNode close(Form form, JsonNode content) {
        return each(form, content, true);
    }

    /** The content as it was written. */
    JsonNode open(Form form, JsonNode content) {
        return each(form, content, false);
    }

    private JsonNode each(Form form, JsonNode content, boolean closing) {
        ObjectNode copy = null;
        for (Field field : form.fields().values()) {
            JsonNode value = field.visibility() == Visibility.SEALED ? content.get(field.key()) : null;
            if (value != null) {
                copy = copy == null ? (ObjectNode) content.deepCopy() : copy;
                copy.set(field.key(), closing ? FieldType.JSON.stringNode(MARK + encrypt(value.toString()))
                        : value.asString("").startsWith(MARK)
                                ? Forms.JSON.readTree(decrypt(value.asString().substring(MARK.length()))) : value);
            }
        }
        return copy == null ? content : copy;
    }

    private String encrypt(String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] secret = run(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] all = java.util.Arrays.copyOf(nonce, NONCE + secret.length);
        System.arraycopy(secret, 0, all, NONCE, secret.length);
        return Base64.getEncoder().encodeToString(all);
    }

    private String decrypt(String text) {
        byte[] all = Base64.getDecoder().decode(text);
        return new String(run(Cipher.DECRYPT_MODE, java.util.Arrays.copyOf(all, NONCE),
                java.util.Arrays.copyOfRange(all, NONCE, all.length)), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(128, nonce));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalStateException("a sealed field cannot be read or written with the key in " + file, wrongKey);
        }
    }

    private synchronized byte[] key() {
        try {
            if (key.length == 0) {
                if (!Files.exists(file)) {
                    byte[] made = new byte[32];
                    random.nextBytes(made);
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                    Files.writeString(file, Base64.getEncoder().encodeToString(made), StandardOpenOption.WRITE);
                }
                key = Base64.getDecoder().decode(Files.readString(file).strip());
            }
            return key;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
