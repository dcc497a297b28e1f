package jp.machimori.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 操作の記録を見る。For administrators, newest first. */
@Controller
@Transactional(readOnly = true)
class AuditController {

    private static final int PAGE = 50;
    /** What the audit notes of a division, by its key. */
    private static final Set<String> DIVISIONS = Set.of("division", "divisions", "from", "to");

    /** One line of the page: who did what in words, and what else is known of it. */
    record Row(Audit.Line line, @Nullable String who, String what, String detail) {

        /** Whether the thing has a page below the town's address. */
        public boolean isLinked() {
            return Stream.of("records/", "reports/", "office/comments/").anyMatch(line.subject()::startsWith);
        }
    }

    private final Audit audit;
    private final Accounts accounts;
    private final Ground ground;
    private final MessageSource messages;

    AuditController(Audit audit, Accounts accounts, Ground ground, MessageSource messages) {
        this.audit = audit;
        this.accounts = accounts;
        this.ground = ground;
        this.messages = messages;
    }

    @GetMapping("/{town}/office/audit")
    String page(@RequestParam @Nullable Long before, Locale locale, Model model) {
        List<Audit.Line> lines = audit.lines(before, PAGE + 1);
        Map<String, Division> divisions = ground.divisionsByKey();
        Map<String, String> names = accounts.all().stream().collect(Collectors.toMap(Account::name, Account::displayName));
        model.addAttribute("rows", lines.stream().limit(PAGE).map(line -> new Row(line, names.getOrDefault(line.who(), line.who()),
                word("audit." + line.what(), line.what(), locale), words(line.detail(), divisions, locale))).toList());
        model.addAttribute("next", lines.size() > PAGE ? lines.get(PAGE - 1).id() : null);
        model.addAttribute("first", before == null);
        return "account/audit";
    }

    /** What the audit noted beside the act, in words. */
    private String words(Map<String, Object> detail, Map<String, Division> divisions, Locale locale) {
        return detail.entrySet().stream().map(entry -> word("audit.detail." + entry.getKey(), entry.getKey(), locale) + " "
                + words(entry.getKey(), entry.getValue(), divisions, locale)).collect(Collectors.joining(" / "));
    }

    @SuppressWarnings("unchecked")
    private String words(String key, Object value, Map<String, Division> divisions, Locale locale) {
        return switch (value) {
            case Map<?, ?> inner -> "（" + words((Map<String, Object>) inner, divisions, locale) + "）";
            case List<?> several -> several.isEmpty() ? "－" : several.stream().map(one -> words(key, one, divisions, locale))
                    .collect(Collectors.joining(word("account.comma", ", ", locale)));
            case String text when DIVISIONS.contains(key) && divisions.containsKey(text) -> divisions.get(text).nameIn(locale);
            case String text when key.equals("change") -> word("plan.step." + text, text, locale);
            case String text when key.equals("role") -> word("account.role." + text, text, locale);
            default -> String.valueOf(value);
        };
    }

    /** What only an older version knew shows as it was noted. */
    private String word(String key, String otherwise, Locale locale) {
        return messages.getMessage(key, null, otherwise, locale);
    }
}
