package jp.machimori.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Opens the database before anything else: a data folder that may not be opened is told at once, and PostgreSQL starts
 * beside the application instead of before it.
 */
public final class DatabaseAtStart implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        DatabaseSettings settings = Binder.get(context.getEnvironment()).bindOrCreate("machimori", DatabaseSettings.class);
        Database database = Database.open(settings, version());
        context.registerBean(Database.class, () -> database);
        // where the context fails before it has made the bean
        SpringApplication.getShutdownHandlers().add(database::close);
    }

    /** The version of this Machimori, such as 0.1.0. */
    public static String version() {
        try {
            Properties build = PropertiesLoaderUtils.loadProperties(new ClassPathResource("META-INF/build-info.properties"));
            return build.getProperty("build.version");
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
