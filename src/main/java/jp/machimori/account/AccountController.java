package jp.machimori.account;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** 職員アカウントの管理。The accounts of a town, for its administrators. */
@Controller
@RequestMapping("/{town}/office/accounts")
@Transactional(readOnly = true)
class AccountController {

    private final Accounts accounts;
    private final KeepingAccounts keeping;
    private final Ground ground;
    private final Faults faults;

    AccountController(Accounts accounts, KeepingAccounts keeping, Ground ground, Faults faults) {
        this.accounts = accounts;
        this.keeping = keeping;
        this.ground = ground;
        this.faults = faults;
    }

    @GetMapping
    String list(@RequestParam @Nullable String done, Model model) {
        model.addAttribute("done", done != null);
        model.addAttribute("accounts", accounts.all());
        model.addAttribute("divisions", ground.divisionsByKey());
        return "account/accounts";
    }

    @GetMapping("/new")
    String blank(Model model) {
        return form(null, new KeepingAccounts.Wish("", "", Role.STAFF, List.of()), Map.of(), model);
    }

    @PostMapping
    @Transactional
    String add(@RequestAttribute Town town, Person person, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String displayName,
               @RequestParam @Nullable Role role, @RequestParam(defaultValue = "") List<String> divisions,
               HttpServletResponse response, Model model) {
        KeepingAccounts.Wish wish = new KeepingAccounts.Wish(name, displayName, role, divisions);
        return show(town, keeping.add(person, wish), null, wish, response, model);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model model) {
        Account account = keeping.account(id);
        return form(account, KeepingAccounts.Wish.of(account), Map.of(), model);
    }

    @PostMapping("/{id}")
    @Transactional
    String change(@RequestAttribute Town town, Person person, @PathVariable UUID id, @RequestParam(defaultValue = "") String displayName,
                  @RequestParam @Nullable Role role, @RequestParam(defaultValue = "") List<String> divisions,
                  HttpServletResponse response, Model model) {
        Account account = keeping.account(id);
        KeepingAccounts.Wish wish = new KeepingAccounts.Wish(account.name(), displayName, role, divisions);
        return show(town, keeping.change(person, id, wish), account, wish, response, model);
    }

    @PostMapping("/{id}/deactivate")
    @Transactional
    String deactivate(@RequestAttribute Town town, Person person, @PathVariable UUID id, HttpServletResponse response, Model model) {
        return activate(town, person, id, false, response, model);
    }

    @PostMapping("/{id}/activate")
    @Transactional
    String activate(@RequestAttribute Town town, Person person, @PathVariable UUID id, HttpServletResponse response, Model model) {
        return activate(town, person, id, true, response, model);
    }

    @PostMapping("/{id}/password")
    @Transactional
    String givePassword(@RequestAttribute Town town, Person person, @PathVariable UUID id, HttpServletResponse response, Model model) {
        Account account = keeping.account(id);
        return show(town, keeping.givePassword(person, id), account, KeepingAccounts.Wish.of(account), response, model);
    }

    private String activate(Town town, Person person, UUID id, boolean active, HttpServletResponse response, Model model) {
        Account account = keeping.account(id);
        return show(town, keeping.activate(person, id, active), account, KeepingAccounts.Wish.of(account), response, model);
    }

    /** A password is shown by the answer itself and kept nowhere, hence no redirect there. */
    private String show(Town town, KeepingAccounts.Outcome outcome, @Nullable Account account, KeepingAccounts.Wish wish,
                        HttpServletResponse response, Model model) {
        return switch (outcome) {
            case KeepingAccounts.Outcome.Kept kept ->
                    "redirect:/" + town.key() + "/office/accounts?done";
            case KeepingAccounts.Outcome.Given given -> {
                model.addAttribute("account", given.account());
                model.addAttribute("password", given.password());
                model.addAttribute("days", Passwords.ONE_TIME.toDays());
                yield "account/one-time";
            }
            case KeepingAccounts.Outcome.Refused refused -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield form(account, wish, refused.faults(), model);
            }
        };
    }

    private String form(@Nullable Account account, KeepingAccounts.Wish wish, Map<String, String> errors, Model model) {
        model.addAttribute("account", account);
        model.addAttribute("wish", wish);
        model.addAttribute("roles", Role.values());
        model.addAttribute("divisions", keeping.divisions(wish.divisions()));
        faults.show(errors, model);
        return "account/account";
    }
}
