package jp.machimori.shell;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** 門。What the server refuses before any filter hears of it, as an address that is no text, gets an answer of ours too. */
@Component
class Gate implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ObjectProvider<PlainPage> pages;

    Gate(ObjectProvider<PlainPage> pages) {
        this.pages = pages;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        server.addContextCustomizers(context -> context.getParent().getPipeline().addValve(new Answer(pages)));
    }

    private static final class Answer extends ErrorReportValve {

        private final ObjectProvider<PlainPage> pages;

        Answer(ObjectProvider<PlainPage> pages) {
            this.pages = pages;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            String path = String.valueOf(request.getRequestURI());
            Locale locale = path.startsWith(EnglishFilter.PREFIX + "/") ? Locale.ENGLISH : Locale.JAPANESE;
            String kind = Failures.kind(status);
            PlainPage page = pages.getObject();
            HttpServletResponse answer = response.getResponse();
            Headers.put(request, answer);
            answer.setHeader("Cache-Control", "no-store");
            boolean machine = Failures.isForMachines(path);
            answer.setContentType(machine ? "application/problem+json;charset=UTF-8" : "text/html;charset=UTF-8");
            try (ServletOutputStream out = answer.getOutputStream()) {
                out.write(machine
                        ? JsonMapper.shared().writeValueAsBytes(Failures.problem(status, page.word("shell.error.title." + kind, locale),
                                page.word("shell.error.text." + kind, locale), path, Failures.id()))
                        : page.bytes(locale, "shell.error.title." + kind, "shell.error.text." + kind, ""));
            } catch (IOException gone) {
                container.getLogger().debug("nobody listens any more", gone);
            }
        }
    }
}
