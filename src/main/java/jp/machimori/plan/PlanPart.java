package jp.machimori.plan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import jp.machimori.figures.Citation;
import jp.machimori.figures.Figure;
import jp.machimori.figures.Line;
import jp.machimori.figures.Nature;
import jp.machimori.figures.PrintedRow;
import jp.machimori.ledger.TallyQuestion;
import jp.machimori.town.FiscalYear;
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

/** {@code plan.yaml} of a pack: plans with their nodes and programmes, and indicators. */
@Component
@Order(30)
public class PlanPart implements PackPart {

    private static final SheetSchema SCHEMA = new SheetSchema(PlanPart.class, "plan.schema.json");

    /** What figures.csv says where the document prints no unit. */
    private static final String UNSAID = "(単位記載なし)";
    /** The kinds of keys that the file declares. */
    private static final String[] KINDS = {"plan", "level", "node", "programme", "indicator"};

    private final ObjectProvider<Plans> plans;
    private final ObjectProvider<Programmes> programmes;
    private final ObjectProvider<Indicators> indicators;

    /** What loading takes is asked for when it loads: a pack is checked without a database. */
    PlanPart(ObjectProvider<Plans> plans, ObjectProvider<Programmes> programmes, ObjectProvider<Indicators> indicators) {
        this.plans = plans;
        this.programmes = programmes;
        this.indicators = indicators;
    }

    private record PlanSheet(List<Plan> plans, List<Indicator> indicators) {
    }

    @Override
    public Loading check(Pack pack, Mistakes mistakes) {
        Reading reading = new Reading(pack, mistakes);
        pack.sheet("plan.yaml", SCHEMA, KINDS).ifPresent(reading::read);
        return reload -> {
            plans.getObject().load(reading.plans, reading.nodes, reload);
            programmes.getObject().load(reading.programmes, reload);
            indicators.getObject().load(reading.indicators, reload);
        };
    }

    /** One reading of one file: flattens the tree and notes what is wrong. */
    private static final class Reading {

        private final Pack pack;
        private final Mistakes mistakes;
        private final Map<Line, List<PrintedRow>> printed;
        private final List<Plan> plans = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();
        private final List<Programme> programmes = new ArrayList<>();
        private final List<Indicator> indicators = new ArrayList<>();

        Reading(Pack pack, Mistakes mistakes) {
            this.pack = pack;
            this.mistakes = mistakes;
            this.printed = pack.handed(PrintedRow.class).stream().collect(Collectors.groupingBy(row -> row.figure().line()));
        }

        void read(Sheet sheet) {
            if (!daysExist(new Place(sheet, ""))) {
                pack.cannotKnow(KINDS);
                return;
            }
            PlanSheet whole = sheet.as(PlanSheet.class);
            for (int at = 0; at < whole.plans().size(); at++) {
                Plan plan = whole.plans().get(at);
                Place place = new Place(sheet, "/plans/" + at);
                pack.declare("plan", plan.key(), sheet.file(), place.line());
                period(plan.period(), place.at("period"));
                plan.levels().forEach(level -> pack.mention("level", level));
                plans.add(plan.placed(at));
                nodes(plan.nodes(), plan.key(), null, false, place.at("nodes"));
            }
            List<Indicator> listed = Objects.requireNonNullElse(whole.indicators(), List.of());
            for (int at = 0; at < listed.size(); at++) {
                indicator(listed.get(at), at, new Place(sheet, "/indicators/" + at));
            }
        }

        /** Whether every day is one of the calendar; the schema knows their shape only. */
        private boolean daysExist(Place top) {
            boolean exist = true;
            for (int at = 0; at < top.sheet().root().path("indicators").size(); at++) {
                Place ledger = top.at("indicators").at(at).at("source").at("ledger");
                for (Place place : List.of(ledger.at("since"), ledger.at("opening").at("on"))) {
                    String day = top.sheet().root().at(place.pointer()).asString("");
                    try {
                        exist &= day.isEmpty() || LocalDate.parse(day) != null;
                    } catch (DateTimeException none) {
                        wrong(place, "「" + day + "」という日はありません。暦にある日を書いてください。");
                        exist = false;
                    }
                }
            }
            return exist;
        }

        /** A value in the file. */
        private record Place(Sheet sheet, String pointer) {
            Place at(String key) {
                return new Place(sheet, pointer + "/" + key);
            }

            Place at(int index) {
                return at(String.valueOf(index));
            }

            int line() {
                return sheet.line(pointer);
            }
        }

        private void nodes(List<Node> all, String plan, @Nullable String parent, boolean sensitive, Place list) {
            for (int at = 0; at < all.size(); at++) {
                Node node = all.get(at);
                Place place = list.at(at);
                boolean hidden = sensitive || node.sensitive();
                pack.declare("node", node.key(), place.sheet().file(), place.line());
                refer("division", node.divisions(), place.at("divisions"));
                nodes.add(node.placed(plan, parent, nodes.size(), hidden));
                for (int one = 0; one < node.programmes().size(); one++) {
                    programme(node.programmes().get(one), node.key(), hidden, place.at("programmes").at(one));
                }
                nodes(node.children(), plan, node.key(), hidden, place.at("children"));
            }
        }

        private void programme(Programme programme, String node, boolean sensitive, Place place) {
            pack.declare("programme", programme.key(), place.sheet().file(), place.line());
            refer("division", programme.divisions(), place.at("divisions"));
            refer("indicator", programme.quantities(), place.at("quantities"));
            sources(programme.sources(), place.at("sources"));
            home(programme.home(), place.at("home"));
            programmes.add(programme.placed(node, programmes.size(), sensitive || programme.sensitive()));
        }

        private void sources(List<String> sources, Place place) {
            for (int at = 0; at < sources.size(); at++) {
                try {
                    pack.refer("document", Citation.parse(sources.get(at)).document(), place.sheet().file(), place.at(at).line());
                } catch (IllegalArgumentException unreadable) {
                    wrong(place.at(at), "出典「" + sources.get(at) + "」を読めません。「文書の記号:行」と書いてください（例 plan-2025:66）。");
                }
            }
        }

        private void home(Home home, Place place) {
            switch (home) {
                case Home.InForm form -> required(form.ref(), form.planned(), "form", place);
                case Home.InOption option -> required(option.ref(), option.planned(), "option", place);
                case Home.InSeries series -> required(series.ref(), series.planned(), "series", place);
                case Home.InAnswer answer -> { }
                case Home.Heading heading -> {
                    if (heading.planned()) {
                        wrong(place, "見出し（heading）に予定はありません。planned を消してください。");
                    }
                }
            }
        }

        /** A working home must be there; a planned one only needs its future name. */
        private void required(@Nullable String ref, boolean planned, String kind, Place place) {
            if (ref == null) {
                wrong(place, "ref がありません。行き先の記号を書き足してください。");
            } else if (!planned) {
                pack.refer(kind, ref, place.sheet().file(), place.at("ref").line());
            }
        }

        private void indicator(Indicator indicator, int ord, Place place) {
            pack.declare("indicator", indicator.key(), place.sheet().file(), place.line());
            refer("node", List.of(indicator.node()), place.at("node"));
            refer("programme", indicator.programmes(), place.at("programmes"));
            for (int at = 0; at < indicator.changed().size(); at++) {
                period(indicator.changed().get(at).period(), place.at("changed").at(at).at("period"));
            }
            if (indicator.comparator() != null) {
                refer("series", List.of(indicator.comparator().figure()), place.at("comparator").at("figure"));
            }
            source(indicator, place);
            rows(indicator);
            indicators.add(indicator.placed(ord));
        }

        /**
         * Numbers an indicator is judged by are in its unit, and of its kind of year. Words have no unit, and of a bare
         * year nobody knows the kind; where the document counts past years otherwise, the page shows both kinds.
         */
        private void rows(Indicator indicator) {
            for (PrintedRow row : printed.getOrDefault(indicator.line(), List.of())) {
                Figure figure = row.figure();
                String name = "この行は指標「" + indicator.key() + "」の" + switch (figure.nature()) {
                    case ACTUAL -> "実績";
                    case PLANNED -> "予定";
                    case BASELINE -> "基準値";
                    case TARGET -> "目標値";
                    case BUDGET -> "予算";
                };
                if (!figure.unit().isEmpty() && !figure.unit().equals(UNSAID) && !figure.unit().equals(indicator.unit())) {
                    mistakes.add(row.file(), row.line(), name + "ですが、単位「" + figure.unit() + "」が、指標の単位「" + indicator.unit()
                            + "」と違います。どちらかにそろえるか、別の key か dimension の行にしてください。");
                }
                boolean otherYear = indicator.basis() == Indicator.Basis.FISCAL && figure.period() instanceof Period.CalendarYear
                        || indicator.basis() == Indicator.Basis.CALENDAR && figure.period() instanceof FiscalYear;
                if (otherYear && figure.value().isNumber() && figure.nature() != Nature.ACTUAL) {
                    mistakes.add(row.file(), row.line(), name + "ですが、period「" + figure.period().notation() + "」が、指標の basis「"
                            + indicator.basis().notation() + "」と違います。年度なら FY、暦年なら CY で始め、文書に年か年度かの記載がなければ年だけを書いてください。");
                }
            }
        }

        private void source(Indicator indicator, Place place) {
            boolean saysWhichLine = place.sheet().root().at(place.pointer()).has("figure") || !indicator.dimension().isEmpty();
            switch (indicator.source()) {
                case Source.FromLedger ledger -> {
                    refer("tally", List.of(ledger.tally()), place.at("source").at("ledger").at("tally"));
                    if (ledger.opening() != null) {
                        opening(ledger, ledger.opening(), place.at("source").at("ledger").at("opening"));
                    }
                }
                case Source.FromSeries series -> refer("line", List.of(indicator.line().notation()), place);
                case Source.FromSurvey survey -> {
                    if (saysWhichLine) {
                        refer("line", List.of(indicator.line().notation()), place);
                    }
                }
                case Source.FromAnswer answer -> {
                    refer("division", List.of(answer.division()), place.at("source").at("answer").at("division"));
                    // the first answer makes the series; one that is there already says how its lines are called
                    if (saysWhichLine && printed.keySet().stream().anyMatch(line -> line.key().equals(indicator.figure()))) {
                        refer("line", List.of(indicator.line().notation()), place);
                    }
                }
            }
        }

        private void opening(Source.FromLedger ledger, Source.Opening opening, Place place) {
            if (ledger.counted() != TallyQuestion.Count.CUMULATIVE) {
                wrong(place, "期首の数（opening）は count: cumulative と一緒に使います。");
            }
            if (!opening.on().plusDays(1).equals(ledger.since())) {
                wrong(place, "期首の数の日付 " + opening.on() + " は、since " + ledger.since() + " の前の日にしてください。");
            }
            if (opening.document() != null) {
                refer("document", List.of(opening.document()), place.at("document"));
            }
        }

        private void period(String notation, Place place) {
            try {
                Period.parse(notation);
            } catch (IllegalArgumentException unreadable) {
                wrong(place, "期間「" + notation + "」を読めません。FY2023、FY2025..FY2031、CY2022、2031 のように書いてください。");
            }
        }

        private void refer(String kind, List<String> keys, Place place) {
            keys.forEach(key -> pack.refer(kind, key, place.sheet().file(), place.line()));
        }

        private void wrong(Place place, String sentence) {
            mistakes.add(place.sheet().file(), place.line(), sentence);
        }
    }
}
