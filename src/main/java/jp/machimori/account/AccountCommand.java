package jp.machimori.account;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.database.CurrentTown;
import jp.machimori.town.Town;
import jp.machimori.town.Towns;
import org.springframework.stereotype.Component;

/**
 * コマンド account。The first administrator of a town, and operators, are made by whoever runs the machine:
 * {@code account add TOWN NAME} and {@code account operator NAME}. Each prints a one-time password and nothing keeps it.
 * For a name that exists it is the way back in after a lost password.
 */
@Component
public class AccountCommand {

    private static final String USAGE = """
            使い方 / usage:
              account add 自治体の記号 名前 [表示名]     管理者を作る（すでにある名前には新しい一回限りのパスワード）
                          TOWN         NAME [SHOWN]     makes an administrator (an existing name gets a new one-time password)
              account operator 名前                     運用者を作る
                               NAME                     makes an operator
            """;

    private final KeepingAccounts keeping;
    private final Operators operators;
    private final Passwords passwords;
    private final Towns towns;
    private final DemonstrationAccounts demonstration;

    AccountCommand(KeepingAccounts keeping, Operators operators, Passwords passwords, Towns towns,
                   DemonstrationAccounts demonstration) {
        this.keeping = keeping;
        this.operators = operators;
        this.passwords = passwords;
        this.towns = towns;
        this.demonstration = demonstration;
    }

    /**
     * @param words what follows {@code account}
     * @return the exit code
     */
    public int run(List<String> words, PrintStream out, PrintStream err) {
        if (!understands(words)) {
            return usage(err);
        }
        if (words.getFirst().equals("add")) {
            Optional<Town> town = towns.byKey(words.get(1));
            if (town.isEmpty()) {
                err.println("「" + words.get(1) + "」という自治体はありません。/ There is no town " + words.get(1) + ".");
                return 1;
            }
            return CurrentTown.call(town.get().id(), () -> add(town.get(), words.get(2), words.getLast(), out, err));
        }
        return operator(words.get(1), out, err);
    }

    /** Whether there is such a command at all. */
    public static boolean understands(List<String> words) {
        return !words.isEmpty() && (words.getFirst().equals("add") ? words.size() == 3 || words.size() == 4
                : words.getFirst().equals("operator") && words.size() == 2);
    }

    /** @return the exit code */
    public static int usage(PrintStream err) {
        err.print(USAGE);
        return 2;
    }

    private int add(Town town, String name, String shown, PrintStream out, PrintStream err) {
        return switch (keeping.administrator(name, shown)) {
            case KeepingAccounts.Outcome.Given given -> {
                demonstration.forget(town.key(), given.account().name());
                tell("/" + town.key() + "/sign-in", given.account().name(), given.password(), out);
                yield 0;
            }
            case KeepingAccounts.Outcome.Refused refused -> refuse(name, err);
            case KeepingAccounts.Outcome.Kept kept -> throw new IllegalStateException("no password was given");
        };
    }

    private int operator(String typed, PrintStream out, PrintStream err) {
        String name = SigningIn.plain(typed);
        String password = passwords.oneTime();
        if (!SigningIn.known(name)) {
            return refuse(typed, err);
        }
        operators.put(UUID.randomUUID(), name, passwords.hash(password), true, false);
        demonstration.forget(DemonstrationAccounts.OPERATOR, name);
        tell("/operator/sign-in", name, password, out);
        return 0;
    }

    private static void tell(String address, String name, String password, PrintStream out) {
        out.println("サインインの画面 / sign in at:      " + address);
        out.println("名前 / name:                       " + name);
        out.println("一回限りのパスワード / one-time:   " + password);
        out.println(Passwords.ONE_TIME.toDays() + "日以内にサインインして、自分のパスワードに変えてください。"
                + " / Sign in within " + Passwords.ONE_TIME.toDays() + " days and choose your own.");
    }

    private static int refuse(String name, PrintStream err) {
        err.println("「" + name + "」は名前に使えません。半角の英小文字・数字・「.」「-」「_」の2〜40字にしてください。"
                + " / A name has 2 to 40 letters a-z, digits, dots, hyphens or underscores.");
        return 1;
    }
}
