package jp.machimori.post;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that says the same to every recipient, and takes nothing. */
final class AnsweringServer implements AutoCloseable {

    private final ServerSocket door;
    private final String answer;

    /** @param answer to RCPT, as {@code 550 5.1.1 no such user} */
    AnsweringServer(String answer) throws IOException {
        this.answer = answer;
        this.door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try (Socket caller = door.accept()) {
                talk(caller);
            } catch (IOException gone) {
                if (!door.isClosed()) {
                    throw new UncheckedIOException(gone);
                }
            }
        }
    }

    private void talk(Socket caller) throws IOException {
        BufferedReader heard = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.US_ASCII));
        say(caller, "220 ready");
        for (String line = heard.readLine(); line != null; line = heard.readLine()) {
            say(caller, line.startsWith("RCPT") ? answer : "250 yes");
        }
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
