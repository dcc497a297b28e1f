package jp.machimori.open;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** ETags, the choice of format, and the description of the API. */
@Configuration
class OpenConfiguration implements WebMvcConfigurer {

    /** {@code ?format=csv} where a header cannot be set. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer formats) {
        formats.favorParameter(true).parameterName("format")
                .mediaType("json", MediaType.APPLICATION_JSON).mediaType("csv", MediaType.parseMediaType(Csv.TYPE));
    }

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> etags() {
        var filter = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        filter.addUrlPatterns("/api/*");
        return filter;
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI().info(new Info().title("まちもり API").version("1")
                .description("計画・指標・数値・公開の記録を、出典とともに読むためのAPIです。"
                        + " Plans, indicators, figures and public records with their sources. Errors are RFC 9457 problem details.")
                .license(new License().name("CC BY 4.0")));
    }
}
