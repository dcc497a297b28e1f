package jp.machimori.open;

import jp.machimori.town.TownFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The choice of format, and the filter before all addresses for machines. */
@Configuration
class OpenConfiguration implements WebMvcConfigurer {

    /** {@code ?format=csv} where a header cannot be set. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
        formats.favorParameter(true).parameterName(Reading.FORMAT);
        Reading.FORMATS.forEach(formats::mediaType);
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
