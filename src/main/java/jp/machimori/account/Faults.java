package jp.machimori.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** 直すところ。What is wrong with a form, in the reader's words: {@code problems} for its summary, {@code wrong} by field. */
@Component
public class Faults {

    /** @param id of the input it is about */
    public record Problem(String id, String text) {
    }

    private final MessageSource messages;

    Faults(MessageSource messages) {
        this.messages = messages;
    }

    /** @param faults message key by field, in the order of the form; the arguments are those of all of them */
    public void show(Map<String, String> faults, Model model, Object... arguments) {
        Map<String, String> wrong = new LinkedHashMap<>();
        faults.forEach((field, key) -> wrong.put(field, messages.getMessage(key, arguments, LocaleContextHolder.getLocale())));
        List<Problem> problems = wrong.entrySet().stream().map(fault -> new Problem(fault.getKey(), fault.getValue())).toList();
        model.addAttribute("wrong", wrong);
        model.addAttribute("problems", problems);
    }
}
