package jp.machimori;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** まちもり。The application: an evidence ledger under a plan tree. */
@SpringBootApplication
public class Machimori {

    public static void main(String[] arguments) {
        SpringApplication.run(Machimori.class, arguments);
    }
}
