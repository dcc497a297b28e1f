package jp.machimori.account;

import java.util.List;
import java.util.Locale;
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

    /** One line of the page: what was done in words, and what else is known of it. */
    record Row(Audit.Line line, String what, String detail) {
    }

    private final Audit audit;
    private final MessageSource messages;

    AuditController(Audit audit, MessageSource messages) {
        this.audit = audit;
        this.messages = messages;
    }

    @GetMapping("/{town}/office/audit")
    String page(@RequestParam @Nullable Long before, Locale locale, Model model) {
        List<Audit.Line> lines = audit.lines(before, PAGE + 1);
        model.addAttribute("rows", lines.stream().limit(PAGE).map(line -> row(line, locale)).toList());
        model.addAttribute("next", lines.size() > PAGE ? lines.get(PAGE - 1).id() : null);
        model.addAttribute("first", before == null);
        return "account/audit";
    }

    /** An act that only an older version knew shows its name as it was noted. */
    private Row row(Audit.Line line, Locale locale) {
        String detail = line.detail().entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue())
                .reduce((one, other) -> one + ", " + other).orElse("");
        return new Row(line, messages.getMessage("audit." + line.what(), null, line.what(), locale), detail);
    }
}
