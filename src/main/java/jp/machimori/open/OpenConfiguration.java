package jp.machimori.open;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import jp.machimori.town.TownFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.accept.ParameterContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The choice of format, and the filter before all addresses for machines. */
@Configuration
class OpenConfiguration implements WebMvcConfigurer {

    /** {@code ?format=csv} where a header cannot be set. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
        formats.strategies(List.of(new FormatOfTheApi(), new HeaderContentNegotiationStrategy()));
    }

    /** Of the API alone: the page that refuses a form too large to be read has no parameters that could be asked for. */
    private static final class FormatOfTheApi extends ParameterContentNegotiationStrategy {

        FormatOfTheApi() {
            super(Reading.FORMATS);
            setParameterName(Reading.FORMAT);
        }

        @Override
        protected @Nullable String getMediaTypeKey(NativeWebRequest request) {
            HttpServletRequest asked = request.getNativeRequest(HttpServletRequest.class);
            return asked != null && asked.getServletPath().startsWith("/api/") ? super.getMediaTypeKey(request) : null;
        }
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new KnownParameters()).addPathPatterns("/api/v1/towns/**");
    }

    /** In both languages; before sign-in, which would take what cannot be done here for something that needs a right. */
    @Bean
    FilterRegistrationBean<Reading> reading() {
        var filter = new FilterRegistrationBean<>(new Reading());
        filter.addUrlPatterns("/api/*", "/en/api/*");
        filter.setOrder(TownFilter.ORDER + 1);
        return filter;
    }
}
