package jp.machimori.shell;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** ウェブアクセシビリティ。What these pages aim at, and whom to tell. */
@Controller
class AccessibilityController {

    @GetMapping("/accessibility")
    String accessibility() {
        return "shell/accessibility";
    }
}
