package jp.machimori.inquiry;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import jp.machimori.shell.NotFound;
import jp.machimori.town.Town;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
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
 * browser, for this town's answers only.
 */
@Controller
@RequestMapping("/{town}/answers")
class AnswerController {

    private static final String PATH = "/answers";
    private static final String COOKIE = "machimori-answers-";

    private final Invitations invitations;
    private final Inquiries inquiries;
    private final AnswerPages pages;
    private final HandingOn handingOn;
    private final BookPages books;

    AnswerController(Invitations invitations, Inquiries inquiries, AnswerPages pages, HandingOn handingOn, BookPages books) {
        this.invitations = invitations;
        this.inquiries = inquiries;
        this.pages = pages;
        this.handingOn = handingOn;
        this.books = books;
    }

    /** Names and telephone numbers stand on these pages. */
    @ModelAttribute
    void keptByNobody(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @GetMapping("/link/{token}")
    @Transactional
    ModelAndView open(@RequestAttribute Town town, @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Optional<Invitations.Opened> opened = invitations.open(token);
        if (opened.isEmpty()) {
            return expired();
        }
        invitations.opened(opened.get().inquiry(), opened.get().division());
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(COOKIE + town.key(), token).httpOnly(true).secure(request.isSecure())
                .sameSite("Lax").path("/").build().toString());
        response.setHeader("Referrer-Policy", "no-referrer");
        return new ModelAndView("redirect:/" + town.key() + PATH);
    }

    private static ModelAndView expired() {
        ModelAndView page = new ModelAndView("inquiry/expired");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }

    private record Held(AnswerPages.Answerer answerer, String token) {
    }

    private Optional<Held> held(Town town, HttpServletRequest request) {
        return Optional.ofNullable(request.getCookies()).stream().flatMap(Arrays::stream).filter(cookie -> cookie.getName().equals(COOKIE + town.key()))
                .map(Cookie::getValue).findFirst().flatMap(token -> invitations.open(token).flatMap(opened -> inquiries.find(opened.inquiry())
                        .filter(inquiry -> inquiry.state() != Inquiry.State.DRAFT)
                        .map(inquiry -> new Held(new AnswerPages.Answerer(inquiry, opened.division(), PATH, Invitations.formKey(token), "link", null), token))));
    }

    /** What a form of these pages must hold: nobody else's page can know it. */
    private AnswerPages.Answerer require(Town town, String key, HttpServletRequest request) {
        Held held = held(town, request).orElseThrow(NotFound::new);
        if (!MessageDigest.isEqual(Invitations.formKey(held.token()).getBytes(StandardCharsets.UTF_8), key.getBytes(StandardCharsets.UTF_8))) {
            throw new NotFound();
        }
        return held.answerer();
    }

    @GetMapping
    @Transactional(readOnly = true)
    ModelAndView page(@RequestAttribute Town town, @RequestParam(defaultValue = "-1") int after, @RequestParam(required = false) @Nullable String done,
                      HttpServletRequest request, Locale locale) {
        return held(town, request).map(held -> pages.show(held.answerer(), after, done, locale)).orElseGet(AnswerController::expired);
    }

    @PostMapping
    @Transactional
    ModelAndView send(@RequestAttribute Town town, @RequestParam(defaultValue = "") String key, HttpServletRequest request, Locale locale) {
        return pages.send(town, require(town, key, request), request, locale);
    }

    @PostMapping("/hand-on")
    @Transactional
    String handOn(@RequestAttribute Town town, @RequestParam(defaultValue = "") String key, @RequestParam UUID question,
                  @RequestParam(defaultValue = "") String to, HttpServletRequest request) {
        handingOn.handOn(require(town, key, request), question, to);
        return "redirect:/" + town.key() + PATH + "?done=handed";
    }

    @PostMapping("/approve")
    @Transactional
    String approve(@RequestAttribute Town town, @RequestParam(defaultValue = "") String key, @RequestParam(defaultValue = "") String name,
                   HttpServletRequest request) {
        return "redirect:/" + town.key() + PATH + "?done=" + (handingOn.approve(require(town, key, request), name) ? "approved" : "unapproved");
    }

    @GetMapping("/answers.xlsx")
    @Transactional(readOnly = true)
    Object workbook(@RequestAttribute Town town, HttpServletRequest request) {
        return held(town, request).<Object>map(held -> books.download(held.answerer())).orElseGet(AnswerController::expired);
    }

    @PostMapping("/workbook")
    ModelAndView upload(@RequestAttribute Town town, @RequestParam(defaultValue = "") String key, @RequestParam(required = false) @Nullable MultipartFile file,
                        HttpServletRequest request, Locale locale) {
        return books.upload(() -> require(town, key, request), file, locale);
    }

    @PostMapping("/workbook/choose")
    @Transactional
    ModelAndView choose(@RequestAttribute Town town, @RequestParam(defaultValue = "") String key, HttpServletRequest request) {
        return books.choose(require(town, key, request), request);
    }
}
