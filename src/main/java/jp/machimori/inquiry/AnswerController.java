package jp.machimori.inquiry;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Division;
import jp.machimori.town.Ground;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * リンクで回答する。The door of divisions without accounts. What the link holds leaves the address at once and is kept by the
 * browser, for the pages of this link only: several links are open side by side, each under a name that follows from it.
 */
@Controller
@RequestMapping("/{town}/answers")
class AnswerController {

    private static final String COOKIE = "machimori-answers";

    private final Invitations invitations;
    private final Inquiries inquiries;
    private final AnswerPages pages;
    private final BookPages books;
    private final Ground ground;
    private final TransactionTemplate transaction;

    AnswerController(Invitations invitations, Inquiries inquiries, AnswerPages pages, BookPages books, Ground ground, PlatformTransactionManager transactions) {
        this.invitations = invitations;
        this.inquiries = inquiries;
        this.pages = pages;
        this.books = books;
        this.ground = ground;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Names and telephone numbers stand on these pages. */
    @ModelAttribute
    void keptByNobody(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @GetMapping("/link/{token}")
    @Transactional
    ModelAndView open(@RequestAttribute Town town, @PathVariable String token, HttpServletRequest request, HttpServletResponse response, Locale locale) {
        Optional<Invitations.Opened> opened = invitations.open(token);
        if (opened.isEmpty()) {
            return unopened(invitations.inquiry(token).isPresent() ? "ended" : "cut", token, locale);
        }
        invitations.opened(opened.get().inquiry(), opened.get().division());
        String path = path(town, Invitations.page(token));
        // the English pages stand under a path of their own
        Stream.of(path, "/en" + path).forEach(under -> response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(COOKIE, token).httpOnly(true)
                .secure(request.isSecure()).sameSite("Lax").path(under).build().toString()));
        response.setHeader("Referrer-Policy", "no-referrer");
        return new ModelAndView("redirect:" + path);
    }

    private static String path(Town town, String of) {
        return "/" + town.key() + "/answers/" + of;
    }

    /** Why it does not open, and whom to ask: who made this link; where nobody knows it, whoever asks at present. */
    private ModelAndView unopened(String why, @Nullable String token, Locale locale) {
        ModelAndView page = new ModelAndView("inquiry/expired");
        page.setStatus(HttpStatus.NOT_FOUND);
        Map<String, Division> divisions = ground.divisionsByKey();
        List<Inquiry> asking = Optional.ofNullable(token).flatMap(invitations::inquiry).flatMap(inquiries::find).map(List::of)
                .orElseGet(() -> inquiries.all().stream().filter(Inquiry::isOpen).toList());
        page.addObject("why", why);
        page.addObject("asking", asking.stream().map(Inquiry::division).distinct().map(key -> Renaming.name(divisions, key, locale)).collect(Collectors.joining("・")));
        return page;
    }

    private ModelAndView expired(String of, HttpServletRequest request, Locale locale) {
        Optional<String> token = token(of, request);
        return unopened(token.flatMap(invitations::inquiry).isPresent() ? "ended" : "again", token.orElse(null), locale);
    }

    /** What was typed comes back to whoever typed it, out of what they sent: nothing of the inquiry is shown any more. */
    private ModelAndView ended(String of, HttpServletRequest request, Locale locale) {
        ModelAndView page = expired(of, request, locale);
        page.addObject("typed", "cross-site".equals(request.getHeader("Sec-Fetch-Site")) ? "" : FilledPage.asText(request));
        return page;
    }

    private record Held(Answerer answerer, String token) {
    }

    private static Optional<String> token(String of, HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream().flatMap(Arrays::stream).filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue).filter(token -> Invitations.page(token).equals(of)).findFirst();
    }

    private Optional<Held> held(String of, HttpServletRequest request) {
        return token(of, request).flatMap(token -> invitations.open(token).flatMap(opened -> inquiries.find(opened.inquiry())
                        .filter(inquiry -> inquiry.state() != Inquiry.State.DRAFT)
                        .map(inquiry -> new Held(Answerer.byLink(inquiry, opened.division(), "/answers/" + of, Invitations.formKey(token)), token))));
    }

    /** What a form of these pages must hold: nobody else's page can know it. Empty where the link has ended. */
    private Optional<Answerer> answerer(String of, HttpServletRequest request) {
        Optional<Held> held = held(of, request);
        String key = Objects.requireNonNullElse(request.getParameter("key"), "");
        if (held.isPresent() && !MessageDigest.isEqual(Invitations.formKey(held.get().token()).getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8))) {
            throw new NotFound();
        }
        return held.map(Held::answerer);
    }

    private ModelAndView act(String of, HttpServletRequest request, Locale locale, Function<Answerer, ModelAndView> act) {
        return answerer(of, request).map(act).orElseGet(() -> ended(of, request, locale));
    }

    /** Without the name of a link it is nobody's page; it says where the links are. */
    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView none(Locale locale) {
        ModelAndView page = unopened("again", null, locale);
        page.setStatus(HttpStatus.OK);
        return page;
    }

    @GetMapping("/{of}")
    @Transactional(readOnly = true)
    ModelAndView page(@PathVariable String of, @RequestParam(defaultValue = "-1") int after, @RequestParam(required = false) @Nullable String done,
                      HttpServletRequest request, Locale locale) {
        return held(of, request).map(held -> pages.show(held.answerer(), after, done, locale)).orElseGet(() -> expired(of, request, locale));
    }

    @PostMapping("/{of}")
    @Transactional
    ModelAndView send(@RequestAttribute Town town, @PathVariable String of, HttpServletRequest request, Locale locale) {
        return act(of, request, locale, answerer -> pages.send(town, answerer, request, locale));
    }

    @PostMapping("/{of}/keep")
    @Transactional
    ModelAndView keep(@RequestAttribute Town town, @PathVariable String of, HttpServletRequest request, Locale locale) {
        return act(of, request, locale, answerer -> pages.keep(town, answerer, request, locale));
    }

    @PostMapping("/{of}/hand-on")
    @Transactional
    ModelAndView handOn(@RequestAttribute Town town, @PathVariable String of, HttpServletRequest request, Locale locale) {
        return act(of, request, locale, answerer -> pages.handOn(town, answerer, null, request, locale));
    }

    @PostMapping("/{of}/approve")
    @Transactional
    ModelAndView approve(@RequestAttribute Town town, @PathVariable String of, HttpServletRequest request, Locale locale) {
        return act(of, request, locale, answerer -> pages.approve(town, answerer, null, request, locale));
    }

    @GetMapping("/{of}/answers.xlsx")
    @Transactional(readOnly = true)
    Object workbook(@PathVariable String of, HttpServletRequest request, Locale locale) {
        return held(of, request).<Object>map(held -> books.download(held.answerer())).orElseGet(() -> expired(of, request, locale));
    }

    @PostMapping("/{of}/workbook")
    ModelAndView upload(@PathVariable String of, @RequestParam(required = false) @Nullable MultipartFile file, HttpServletRequest request, Locale locale) {
        return books.upload(() -> answerer(of, request), file, locale).orElseGet(() -> transaction.execute(status -> expired(of, request, locale)));
    }

    @PostMapping("/{of}/workbook/choose")
    @Transactional
    ModelAndView choose(@PathVariable String of, HttpServletRequest request, Locale locale) {
        return act(of, request, locale, answerer -> books.choose(answerer, request));
    }
}
