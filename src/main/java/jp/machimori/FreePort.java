package jp.machimori;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import jp.machimori.database.CannotStart;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Refuses a taken port before anything is started. */
final class FreePort implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        int port = environment.getProperty("server.port", int.class, 8080);
        if (port <= 0) {
            return;
        }
        try (ServerSocket _ = new ServerSocket(port, 1, environment.getProperty("server.address", InetAddress.class))) {
            // the web server follows
        } catch (IOException taken) {
            throw taken(port);
        }
    }

    static CannotStart taken(int port) {
        return new CannotStart(
                "ポート %d は、ほかのプログラムが使っています。--port で別の番号を指定してください。".formatted(port),
                "Port %d is in use by another program: choose another by --port.".formatted(port));
    }
}
