package jp.machimori.shell;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** The links of pages. That to an asset bears the hash of its content, looked up once; all others stand as they are. */
@Component
class Links extends StandardLinkBuilder {

    private static final String ASSETS = "/assets/";

    private final ResourceUrlProvider assets;
    private final Map<String, String> hashed = new ConcurrentHashMap<>();

    Links(ResourceUrlProvider assets) {
        this.assets = assets;
    }

    @Autowired
    void build(SpringTemplateEngine pages) {
        pages.setLinkBuilder(this);
    }

    @Override
    protected String processLink(IExpressionContext context, String link) {
        String path = link.startsWith(EnglishFilter.PREFIX + ASSETS) ? link.substring(EnglishFilter.PREFIX.length()) : link;
        return path.startsWith(ASSETS) ? hashed.computeIfAbsent(path, this::hashed) : link;
    }

    private String hashed(String path) {
        String found = assets.getForLookupPath(path);
        return found == null ? path : found;
    }
}
