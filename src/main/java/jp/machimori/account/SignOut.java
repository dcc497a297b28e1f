package jp.machimori.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** サインアウト。Ends the session and notes it. */
@Component
class SignOut {

    private final Sessions sessions;
    private final Operators operators;
    private final Audit audit;

    SignOut(Sessions sessions, Operators operators, Audit audit) {
        this.sessions = sessions;
        this.operators = operators;
        this.audit = audit;
    }

    @Transactional
    void of(HttpServletRequest request) {
        Object principal = SecurityContextHolder.getContext().getAuthentication().getPrincipal();
        if (principal instanceof Person person) {
            audit.note(person, "account.sign-out", person.name(), Map.of());
        } else if (principal instanceof Operator operator) {
            operators.note(operator.name(), "account.sign-out", operator.name());
        }
        sessions.end(request);
    }
}
