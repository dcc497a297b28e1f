package jp.machimori.account;

import static jp.machimori.account.Sessions.Access.ADMINISTRATOR;
import static jp.machimori.account.Sessions.Access.NEWCOMER;
import static jp.machimori.account.Sessions.Access.OPERATOR;
import static jp.machimori.account.Sessions.Access.STAFF;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

/**
 * 誰が何をしてよいか。Which addresses need whom. Reading is open and each controller shows what its reader may see;
 * changing needs a person of the town, and its controller asks for the division. What stands here is written out in the
 * table of {@code AddressesTests}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** What everybody may send, without an account. */
    static final String[] SENT_BY_ALL = {"/{town}/comments/{id}/check", "/{town}/comments/{id}/send"};

    /** Divisions answer the yearly inquiry here, by a link and without an account. */
    private static final String[] ANSWERS = {"/{town}/answers", "/{town}/answers/**"};

    /** Machines and browsers read what everybody may read; nothing here knows a session, nor needs the database that keeps it. */
    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http) {
        return http.securityMatcher("/api/**", "/assets/**")
                .csrf(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
                        .requestMatchers(HttpMethod.GET).permitAll()
                        .requestMatchers(HttpMethod.HEAD).permitAll()
                        .requestMatchers(HttpMethod.OPTIONS).permitAll()
                        .anyRequest().denyAll())
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint((request, response, refused) ->
                        response.sendError(HttpServletResponse.SC_FORBIDDEN)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, Sessions sessions, CsrfTokenRepository tokens, Refusals refusals) {
        return http
                .securityContext(context -> context.securityContextRepository(sessions))
                // who answers by a link has no session; their forms carry the key of the link
                .csrf(csrf -> csrf.csrfTokenRepository(tokens).ignoringRequestMatchers(ANSWERS))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter((request, response) -> {
                    if (!response.containsHeader("Cache-Control")) {
                        response.setHeader("Cache-Control", request.getSession(false) == null ? "no-cache" : "no-store");
                    }
                }))
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
                        .requestMatchers("/{town}/sign-in", "/operator/sign-in").permitAll()
                        .requestMatchers(HttpMethod.POST, SENT_BY_ALL).permitAll()
                        .requestMatchers("/operator/password", "/operator/sign-out").hasAnyRole(OPERATOR.name(), NEWCOMER.name())
                        .requestMatchers("/operator/**").hasRole(OPERATOR.name())
                        .requestMatchers("/{town}/office/password", "/{town}/sign-out")
                            .hasAnyRole(STAFF.name(), NEWCOMER.name())
                        .requestMatchers("/{town}/office/accounts/**", "/{town}/office/audit/**", "/{town}/office/mail/**")
                            .hasRole(ADMINISTRATOR.name())
                        .requestMatchers("/{town}/office/**").hasRole(STAFF.name())
                        .requestMatchers(ANSWERS).permitAll()
                        .requestMatchers(HttpMethod.GET).permitAll()
                        .requestMatchers(HttpMethod.HEAD).permitAll()
                        .anyRequest().hasRole(STAFF.name()))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    @Bean
    CsrfTokenRepository csrfTokenRepository() {
        return new HttpSessionCsrfTokenRepository();
    }

    /** Nobody signs in through it: see {@link SigningIn}. It keeps Spring Boot from making an account of its own. */
    @Bean
    UserDetailsService noOtherAccounts() {
        return name -> {
            throw new UsernameNotFoundException("");
        };
    }
}
