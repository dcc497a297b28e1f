package jp.machimori.open;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.machimori.shell.BadParameter;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** Nothing is written through the API, a format it does not speak is named, and what has not changed is not sent again. */
class Reading extends ShallowEtagHeaderFilter {

    static final String FORMAT = "format";
    static final Map<String, MediaType> FORMATS = Map.of("json", MediaType.APPLICATION_JSON, "csv", MediaType.parseMediaType(Csv.TYPE));

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS");

    Reading() {
        // a strong one would forbid the server to compress
        setWriteWeakETag(true);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!METHODS.contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD, OPTIONS");
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        response.addHeader("Vary", "Accept");
        String format = request.getParameter(FORMAT);
        if (format != null && !format.isEmpty() && !FORMATS.containsKey(format)) {
            throw new BadParameter(FORMAT, String.join(" | ", new TreeSet<>(FORMATS.keySet())));
        }
        super.doFilterInternal(request, response, chain);
    }

    /** HEAD says what GET would. */
    @Override
    protected boolean isEligibleForEtag(HttpServletRequest request, HttpServletResponse response, int status, InputStream body) {
        return super.isEligibleForEtag(request, response, status, body)
                || request.getMethod().equals("HEAD") && status == HttpServletResponse.SC_OK && !response.isCommitted();
    }
}
