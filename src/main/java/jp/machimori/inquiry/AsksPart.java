package jp.machimori.inquiry;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import jp.machimori.town.Mistakes;
import jp.machimori.town.Pack;
import jp.machimori.town.PackPart;
import jp.machimori.town.Period;
import jp.machimori.town.Sheet;
import jp.machimori.town.SheetSchema;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code inquiry.yaml} of a pack. */
@Component
@Order(40)
public class AsksPart implements PackPart {

    private static final SheetSchema SCHEMA = new SheetSchema(AsksPart.class, "inquiry.schema.json");

    private final ObjectProvider<Asks> asks;

    AsksPart(ObjectProvider<Asks> asks) {
        this.asks = asks;
    }

    private record InquirySheet(@Nullable List<String> heads, @JsonProperty("leave_out") @Nullable List<String> leaveOut, @Nullable List<Ask> asks) {
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        List<Ask> read = new ArrayList<>();
        List<String> heads = new ArrayList<>();
        List<String> leaveOut = new ArrayList<>();
        pack.sheet("inquiry.yaml", SCHEMA).ifPresent(sheet -> {
            InquirySheet whole = sheet.as(InquirySheet.class);
            heads.addAll(Objects.requireNonNullElse(whole.heads(), List.of()));
            leaveOut.addAll(Objects.requireNonNullElse(whole.leaveOut(), List.of()));
            for (int at = 0; at < leaveOut.size(); at++) {
                pack.refer("node", leaveOut.get(at), sheet.file(), sheet.line("/leave_out/" + at));
            }
            read.addAll(asks(Objects.requireNonNullElse(whole.asks(), List.of()), sheet, pack, mistakes));
        });
        return reload -> asks.getObject().load(read, heads, leaveOut, reload);
    }

    private static List<Ask> asks(List<Ask> asks, Sheet sheet, Pack pack, Mistakes mistakes) {
        for (int at = 0; at < asks.size(); at++) {
            String place = "/asks/" + at;
            Ask ask = asks.get(at);
            pack.declare("ask", ask.key(), sheet.file(), sheet.line(place));
            pack.refer("node", ask.node(), sheet.file(), sheet.line(place + "/node"));
            pack.refer("division", ask.division(), sheet.file(), sheet.line(place + "/division"));
            Set<String> labels = new HashSet<>();
            for (int one = 0; one < ask.slots().size(); one++) {
                slot(ask.slots().get(one), labels, sheet, place + "/slots/" + one, mistakes);
            }
            for (Map.Entry<String, String> text : texts(ask).entrySet()) {
                AnswerText.strangers(text.getValue(), ask.slots()).forEach(stranger -> mistakes.add(sheet.file(), sheet.line(place + "/" + text.getKey()),
                        "〔" + stranger + "〕という数の欄がありません。slots の label のどれかにしてください。"));
            }
        }
        return asks;
    }

    private static Map<String, String> texts(Ask ask) {
        return Map.of("text", ask.text() == null ? "" : ask.text(), "plan_text", ask.plan() == null ? "" : ask.plan());
    }

    private static void slot(Slot slot, Set<String> labels, Sheet sheet, String place, Mistakes mistakes) {
        if (!labels.add(slot.label())) {
            mistakes.add(sheet.file(), sheet.line(place), "label「" + slot.label() + "」が同じ問いの中で二度使われています。別の名前にしてください。");
        }
        if (slot.since() != null) {
            try {
                Period.parse(slot.since());
            } catch (IllegalArgumentException unreadable) {
                mistakes.add(sheet.file(), sheet.line(place + "/since"), "since「" + slot.since() + "」を読めません。FY2015 のように書いてください。");
            }
        }
    }
}
