package jp.machimori.town;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import jp.machimori.database.CurrentTown;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds the town of a request in its address ({@code /{town}/…} or {@code /api/v1/towns/{town}/…}) and binds it, so that
 * every transaction of the request sees that town only. Stands after the English prefix, before sessions and sign-in.
 */
@Component
@Order(TownFilter.ORDER)
public class TownFilter extends OncePerRequestFilter {

    public static final int ORDER = -200_000_000;

    private static final String API = "/api/v1/towns/";

    private final Towns towns;

    TownFilter(Towns towns) {
        this.towns = towns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String key = segment(path.startsWith(API) ? path.substring(API.length() - 1) : path);
        if (key.isEmpty() || Towns.RESERVED.contains(key)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Town> town = towns.byKey(key);
        if (town.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        request.setAttribute("town", town.get());
        try {
            CurrentTown.call(town.get().id(), () -> {
                chain.doFilter(request, response);
                return null;
            });
        } catch (ServletException | IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new ServletException(impossible);
        }
    }

    private static String segment(String path) {
        int end = path.indexOf('/', 1);
        return path.length() < 2 ? "" : end < 0 ? path.substring(1) : path.substring(1, end);
    }
}
