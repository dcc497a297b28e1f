package jp.machimori.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import jp.machimori.shell.Failures;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPatternParser;

/** What people meet who may not go on: the sign-in page, the page for a new password, or 403. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
            throws IOException {
        commence(request, response);
    }

    /** Nobody is signed in here. */
    void commence(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String door = door(request);
        if (door != null && READING.contains(request.getMethod())) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            response.sendRedirect(request.getContextPath() + door + "/sign-in?to=" + URLEncoder.encode(path + query, StandardCharsets.UTF_8));
        } else if (door != null && path.equals(door + "/sign-out")) {
            response.sendRedirect(request.getContextPath() + door);
        } else {
            Failures.because(request, "account.expired");
            Failures.offerAgain(request);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Somebody is, but may not; or the form they sent is older than their session. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String door = door(request);
        if (refused instanceof CsrfException && door != null && path.equals(door + "/sign-in")) {
            response.sendRedirect(request.getContextPath() + path + "?again");
        } else if (refused instanceof CsrfException && door != null && path.equals(door + "/sign-out")) {
            response.sendRedirect(request.getContextPath() + door);
        } else if (refused instanceof CsrfException && isSentByAll(path)) {
            // the token is asked for here: a session cannot begin in the middle of a page
            if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
                token.getToken();
            }
            Failures.because(request, "account.left-open");
            Failures.offerAnew(request);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (refused instanceof CsrfException) {
            if (isNobody()) {
                commence(request, response);
            } else {
                Failures.because(request, "account.stale");
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            }
        } else if (Sessions.Access.NEWCOMER.isHeld() && READING.contains(request.getMethod())) {
            boolean town = request.getAttribute("town") != null;
            response.sendRedirect(request.getContextPath() + door + (town ? "/office/password" : "/password"));
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean isSentByAll(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return Arrays.stream(SecurityConfiguration.SENT_BY_ALL).map(PathPatternParser.defaultInstance::parse).anyMatch(pattern -> pattern.matches(parsed));
    }

    private static boolean isNobody() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken;
    }

    /** The address that the sign-in of this request stands under. */
    private static @Nullable String door(HttpServletRequest request) {
        return request.getAttribute("town") instanceof Town town ? "/" + town.key()
                : request.getRequestURI().startsWith(request.getContextPath() + "/operator") ? "/operator" : null;
    }
}
