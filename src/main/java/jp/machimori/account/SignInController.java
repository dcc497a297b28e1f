package jp.machimori.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** サインインとサインアウト。The staff door of one town. */
@Controller
@RequestMapping("/{town}")
class SignInController {

    private final SigningIn signingIn;
    private final Sessions sessions;
    private final SignOut signOut;
    private final DemonstrationAccounts demonstration;
    private final Faults faults;

    SignInController(SigningIn signingIn, Sessions sessions, SignOut signOut, DemonstrationAccounts demonstration,
                     Faults faults) {
        this.signingIn = signingIn;
        this.sessions = sessions;
        this.signOut = signOut;
        this.demonstration = demonstration;
        this.faults = faults;
    }

    @GetMapping("/sign-in")
    Object page(@RequestAttribute Town town, @Nullable Person person, CsrfToken token,
                @RequestParam(defaultValue = "") String to, @RequestParam @Nullable String again, Model model) {
        if (person != null) {
            return onward(town, to);
        }
        return form(town, token, to, again == null ? Map.of() : Map.of("name", "account.sign-in.again"), model);
    }

    @PostMapping("/sign-in")
    Object signIn(@RequestAttribute Town town, CsrfToken token, @RequestParam(defaultValue = "") String name,
                  @RequestParam(defaultValue = "") String password, @RequestParam(defaultValue = "") String to,
                  HttpServletRequest request, HttpServletResponse response, Model model) {
        model.addAttribute("name", name.length() > 100 ? "" : name);
        if (name.isBlank() || password.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            Map<String, String> missing = new LinkedHashMap<>();
            if (name.isBlank()) {
                missing.put("name", "account.sign-in.name-missing");
            }
            if (password.isEmpty()) {
                missing.put("password", "account.sign-in.password-missing");
            }
            return form(town, token, to, missing, model);
        }
        return switch (signingIn.asStaff(town.id(), name, password, request.getRemoteAddr())) {
            case SigningIn.Answer.Welcome welcome -> {
                sessions.begin(welcome.session(), welcome.formKey(), request, response);
                yield onward(town, to);
            }
            case SigningIn.Answer.Wrong wrong -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield form(town, token, to, Map.of("name", "account.sign-in.wrong"), model);
            }
            case SigningIn.Answer.Expired expired -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield form(town, token, to, Map.of("password", "account.sign-in.expired"), model);
            }
            case SigningIn.Answer.Wait wait -> {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.minutes() * 60));
                yield form(town, token, to, Map.of("name", "account.sign-in.wait"), model, wait.minutes());
            }
        };
    }

    @PostMapping("/sign-out")
    String signOut(@RequestAttribute Town town, HttpServletRequest request) {
        signOut.of(request);
        return "redirect:/" + town.key();
    }

    /** The token is asked for before the page is written: a session cannot begin in the middle of it. */
    private String form(Town town, CsrfToken token, String to, Map<String, String> errors, Model model, Object... arguments) {
        token.getToken();
        model.addAttribute("to", isIn(town, to) ? to : "");
        faults.show(errors, model, arguments);
        model.addAttribute("demonstration", demonstration.isOn(town));
        model.addAttribute("file", demonstration.file().getFileName());
        return "account/sign-in";
    }

    private static RedirectView onward(Town town, String to) {
        RedirectView view = new RedirectView(isIn(town, to) ? to : "/" + town.key() + "/office", true);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        return view;
    }

    /** Whether it is a page of this town, and nothing that a browser could take for another site. */
    static boolean isIn(Town town, String to) {
        String home = "/" + town.key();
        return to.length() <= 2000 && to.matches("[!-~&&[^\\\\\"<>^`{|}]]+") && !to.contains("//") && !to.contains("/.")
                && (to.equals(home) || to.startsWith(home + "/") || to.startsWith(home + "?"))
                && !to.startsWith(home + "/sign-");
    }
}
