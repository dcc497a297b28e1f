package jp.machimori.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code machimori.*} says about the database.
 *
 * @param data  the data folder
 * @param db    the server to use; without a URL the embedded PostgreSQL of the data folder
 */
@ConfigurationProperties("machimori")
public record DatabaseSettings(@DefaultValue("data") Path data, @DefaultValue Db db) {

    /**
     * @param url          JDBC URL of a town's own PostgreSQL (MACHIMORI_DB_URL)
     * @param visit        when another instance runs on the data folder, use its PostgreSQL instead of refusing: for
     *                     commands beside a running application, such as backup
     * @param connections  most connections that the application holds open
     */
    public record Db(@Nullable String url, @Nullable String user, @Nullable String password,
                     @DefaultValue("false") boolean visit, @DefaultValue("16") int connections) {

        public boolean isOutside() {
            return url != null && !url.isBlank();
        }
    }
}
