package jp.machimori.inquiry;

import java.util.UUID;
import jp.machimori.account.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The covering letter as the division that asks reads it before it goes out. */
@Controller
class LetterController {

    private final Inquiries inquiries;
    private final Letters letters;

    LetterController(Inquiries inquiries, Letters letters) {
        this.inquiries = inquiries;
        this.letters = letters;
    }

    @GetMapping("/{town}/office/inquiries/{id}/letter.docx")
    @Transactional(readOnly = true)
    ResponseEntity<byte[]> letter(@PathVariable UUID id, Person person) {
        Inquiry inquiry = inquiries.kept(id, person);
        return BookPages.file(letters.letter(inquiry), Letters.DOCX, Letters.NAME);
    }
}
