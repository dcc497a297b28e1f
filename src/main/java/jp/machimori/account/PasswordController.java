package jp.machimori.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** パスワードの変更。Everybody's own. Whoever has a one-time password gets no further before. */
@Controller
class PasswordController {

    private final Accounts accounts;
    private final Operators operators;
    private final Passwords passwords;
    private final Attempts attempts;
    private final Sessions sessions;
    private final Audit audit;
    private final Faults faults;
    private final TransactionTemplate transaction;

    PasswordController(Accounts accounts, Operators operators, Passwords passwords, Attempts attempts, Sessions sessions,
                       Audit audit, Faults faults, PlatformTransactionManager transactions) {
        this.accounts = accounts;
        this.operators = operators;
        this.passwords = passwords;
        this.attempts = attempts;
        this.sessions = sessions;
        this.audit = audit;
        this.faults = faults;
        this.transaction = new TransactionTemplate(transactions);
    }

    @GetMapping("/{town}/office/password")
    String staffPage(@RequestAttribute Town town, @AuthenticationPrincipal Person person, @RequestParam @Nullable String done,
                     Model model) {
        model.addAttribute("done", done != null);
        return form(person.name(), "/" + town.key() + "/office/password", Map.of(), model);
    }

    @PostMapping("/{town}/office/password")
    String staff(@RequestAttribute Town town, @AuthenticationPrincipal Person person,
                 @RequestParam(defaultValue = "") String old, @RequestParam(defaultValue = "") String password,
                 HttpServletRequest request, HttpServletResponse response, Model model) {
        return change(accounts.credential(person.name()), person.townId(), old, password, hash ->
                transaction.execute(status -> {
                    audit.note(person, "account.password", person.name(), Map.of());
                    return accounts.password(person.id(), hash, false);
                }), "/" + town.key() + "/office", request, response, model);
    }

    @GetMapping("/operator/password")
    String operatorPage(@AuthenticationPrincipal Operator operator, @RequestParam @Nullable String done, Model model) {
        model.addAttribute("done", done != null);
        return form(operator.name(), "/operator/password", Map.of(), model);
    }

    @PostMapping("/operator/password")
    String operator(@AuthenticationPrincipal Operator operator, @RequestParam(defaultValue = "") String old,
                    @RequestParam(defaultValue = "") String password, HttpServletRequest request,
                    HttpServletResponse response, Model model) {
        return change(operators.credential(operator.name()), null, old, password,
                hash -> operators.password(operator, hash), "/operator", request, response, model);
    }

    /** The old password is asked again, and guessing it at an open desk is slowed as at the door. */
    private String change(Optional<Credential> known, @Nullable Integer townId, String old,
                          String password, ToIntFunction<String> save, String home, HttpServletRequest request,
                          HttpServletResponse response, Model model) {
        Credential own = known.orElseThrow(NotFound::new);
        var name = Attempts.Subject.name(townId, own.name());
        var address = Attempts.Subject.address(request.getRemoteAddr());
        Map<String, String> refused = new LinkedHashMap<>();
        if (attempts.begin(List.of(address, name)).isPresent()) {
            refused.put("old", "account.password.wait");
        } else if (!passwords.matches(old, own.hash())) {
            refused.put("old", "account.password.old-wrong");
        } else {
            attempts.succeed(name, address);
            passwords.fault(password, own.name()).ifPresent(fault -> refused.put("password", fault));
            if (old.equals(password)) {
                refused.putIfAbsent("password", "account.password.same");
            }
        }
        if (!refused.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(own.name(), home + "/password", refused, model);
        }
        String hash = passwords.hash(password);
        sessions.begin(new SignedIn(townId, own.id(), save.applyAsInt(hash)), Passwords.formKey(own.id(), hash), request, response);
        return "redirect:" + home + "/password?done";
    }

    private String form(String name, String action, Map<String, String> errors, Model model) {
        model.addAttribute("name", name);
        model.addAttribute("action", action);
        model.addAttribute("onward", action.substring(0, action.lastIndexOf('/')));
        model.addAttribute("oneTime", Sessions.Access.NEWCOMER.isHeld());
        faults.show(errors, model, Passwords.SHORTEST);
        model.addAttribute("shortest", Passwords.SHORTEST);
        return "account/password";
    }
}
