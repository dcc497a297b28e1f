package jp.machimori.account;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;

/**
 * Who is behind a request. A session keeps whose it is ({@link SignedIn}); name, roles and divisions are read from the
 * database at each request that asks, so a deactivated account is nobody at once. In any other town than their own, and
 * outside all towns, a signed-in person is nobody too.
 */
@Component
class Sessions implements SecurityContextRepository {

    private static final String KEY = "machimori.signed-in";
    private static final String READ = Sessions.class.getName() + ".read";

    private final Accounts accounts;
    private final Operators operators;
    private final CsrfTokenRepository tokens;

    Sessions(Accounts accounts, Operators operators, CsrfTokenRepository tokens) {
        this.accounts = accounts;
        this.operators = operators;
        this.tokens = tokens;
    }

    /**
     * Begins a new session, with nothing left of the one before.
     *
     * @param formKey the same for all sessions of one person: a form that outlived its session can still be sent after
     *     they signed in again
     */
    void begin(SignedIn signedIn, String formKey, HttpServletRequest request, HttpServletResponse response) {
        end(request);
        request.getSession(true).setAttribute(KEY, signedIn);
        CsrfToken any = tokens.generateToken(request);
        tokens.saveToken(new DefaultCsrfToken(any.getHeaderName(), any.getParameterName(), formKey), request, response);
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new DeferredSecurityContext() {

            private @Nullable SecurityContext context;

            @Override
            public SecurityContext get() {
                if (context == null) {
                    context = new SecurityContextImpl();
                    context.setAuthentication(authentication(request));
                }
                return context;
            }

            @Override
            public boolean isGenerated() {
                return get().getAuthentication() == null;
            }
        };
    }

    @Override
    @Deprecated
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return loadDeferredContext(holder.getRequest()).get();
    }

    /** Nothing: sessions begin at the sign-in page only. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(KEY) != null;
    }

    /** Read once a request; a page that tells of a failure does not ask a database that may be the failure. */
    private @Nullable Authentication authentication(HttpServletRequest request) {
        if (request.getAttribute(READ) instanceof Optional<?> read) {
            return (Authentication) read.orElse(null);
        }
        if (request.getDispatcherType() == DispatcherType.ERROR
                && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status && status >= 500) {
            return null;
        }
        HttpSession session = request.getSession(false);
        Optional<Authentication> found = session != null && session.getAttribute(KEY) instanceof SignedIn signedIn
                ? behind(signedIn, (Town) request.getAttribute("town")) : Optional.empty();
        request.setAttribute(READ, found);
        return found.orElse(null);
    }

    private Optional<Authentication> behind(SignedIn session, @Nullable Town town) {
        if (session.townId() == null) {
            return town != null ? Optional.empty() : operators.behind(session)
                    .map(operator -> token(operator, operator.oneTime() ? Access.NEWCOMER : Access.OPERATOR));
        }
        if (town == null || session.townId() != town.id()) {
            return Optional.empty();
        }
        return CurrentTown.call(town.id(), () -> accounts.behind(session).map(account -> {
            Person person = accounts.person(account, town.id());
            return account.oneTime() ? token(person, Access.NEWCOMER)
                    : person.isAdministrator() ? token(person, Access.STAFF, Access.ADMINISTRATOR)
                    : token(person, Access.STAFF);
        }));
    }

    private static Authentication token(Object principal, Access... access) {
        return UsernamePasswordAuthenticationToken.authenticated(principal, null,
                AuthorityUtils.createAuthorityList(List.of(access).stream().map(Access::authority).toList()));
    }

    /** What addresses ask for. */
    enum Access {
        /** Has a one-time password and may only replace it. */
        NEWCOMER, STAFF, ADMINISTRATOR, OPERATOR;

        String authority() {
            return "ROLE_" + name();
        }

        /** Whether whoever is behind this request has it. */
        boolean isHeld() {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            return authentication != null && authentication.getAuthorities().stream()
                    .anyMatch(held -> authority().equals(held.getAuthority()));
        }
    }
}
