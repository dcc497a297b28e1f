package jp.machimori.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import jp.machimori.town.PacksAtStart;
import jp.machimori.town.Towns;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 運用者の入口。The operators' door, beside all towns. */
@Controller
@RequestMapping("/operator")
class OperatorController {

    private final SigningIn signingIn;
    private final Sessions sessions;
    private final SignOut signOut;
    private final Towns towns;
    private final PacksAtStart packs;
    private final Faults faults;

    OperatorController(SigningIn signingIn, Sessions sessions, SignOut signOut, Towns towns, PacksAtStart packs,
                       Faults faults) {
        this.signingIn = signingIn;
        this.sessions = sessions;
        this.signOut = signOut;
        this.towns = towns;
        this.packs = packs;
        this.faults = faults;
    }

    @GetMapping
    @Transactional(readOnly = true)
    String home(Model model) {
        model.addAttribute("towns", towns.all());
        model.addAttribute("notLoaded", packs.notLoaded());
        return "account/operator";
    }

    @GetMapping("/sign-in")
    String page(CsrfToken token, @RequestParam @Nullable String again, Model model) {
        return form(token, again == null ? Map.of() : Map.of("name", "account.sign-in.again"), model);
    }

    @PostMapping("/sign-in")
    String signIn(CsrfToken token, @RequestParam(defaultValue = "") String name,
                  @RequestParam(defaultValue = "") String password, HttpServletRequest request,
                  HttpServletResponse response, Model model) {
        model.addAttribute("name", name.length() > 100 ? "" : name);
        return switch (signingIn.asOperator(name, password, request.getRemoteAddr())) {
            case SigningIn.Answer.Welcome welcome -> {
                sessions.begin(welcome.session(), welcome.formKey(), request, response);
                yield "redirect:/operator";
            }
            case SigningIn.Answer.Wrong wrong -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield form(token, Map.of("name", "account.sign-in.wrong"), model);
            }
            case SigningIn.Answer.Expired expired -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield form(token, Map.of("password", "account.sign-in.expired"), model);
            }
            case SigningIn.Answer.Wait wait -> {
                response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.minutes() * 60));
                yield form(token, Map.of("name", "account.sign-in.wait"), model, wait.minutes());
            }
        };
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request) {
        signOut.of(request);
        return "redirect:/operator/sign-in";
    }

    private String form(CsrfToken token, Map<String, String> errors, Model model, Object... arguments) {
        token.getToken();
        faults.show(errors, model, arguments);
        return "account/operator-sign-in";
    }
}
