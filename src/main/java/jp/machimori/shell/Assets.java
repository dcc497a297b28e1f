package jp.machimori.shell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * 部品のアドレス。Styles, scripts and marks bear the hash of their content in their address; it is looked up once a name,
 * not once a link (which cost four fifths of a page with hundreds of links).
 */
@Component("assets")
class Assets {

    private final ResourceUrlProvider addresses;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Assets(ResourceUrlProvider addresses) {
        this.addresses = addresses;
    }

    /** @param name below {@code /assets/}; for {@code @{…}}, which knows the prefix of the language */
    public String at(String name) {
        return known.computeIfAbsent(name, any -> {
            String plain = "/assets/" + name;
            String hashed = addresses.getForLookupPath(plain);
            return hashed == null ? plain : hashed;
        });
    }
}
