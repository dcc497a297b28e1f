package jp.machimori.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Two ways into one database: the owner's for migrations, and the application's, which owns nothing and is bound by row-level security. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Database database(DatabaseSettings settings) {
        return Database.open(settings, DatabaseAtStart.version());
    }

    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource ownerDataSource(Database database) {
        return database.owner();
    }

    /** The pool opens its first connection when it is first asked, after the migrations have made the role. */
    @Bean
    @Primary
    HikariDataSource dataSource(Database database, DatabaseSettings settings) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName("machimori");
        pool.setJdbcUrl(database.address().getURL());
        pool.setUsername(database.address().getUser());
        pool.setPassword(database.address().getPassword());
        pool.setConnectionInitSql("set role machimori_app; set time zone 'Asia/Tokyo'");
        pool.setMinimumIdle(2);
        pool.setMaximumPoolSize(settings.db().connections());
        pool.setConnectionTimeout(3_000);
        pool.setValidationTimeout(2_000);
        pool.addDataSourceProperty("ApplicationName", "machimori");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        return pool;
    }

    @Bean
    TownTransactionManager transactionManager(DataSource dataSource) {
        return new TownTransactionManager(dataSource);
    }

    @Bean
    FlywayMigrationStrategy migrations() {
        return Migrations.byModule();
    }

    @Bean
    PrivateMigrationHistory privateMigrationHistory() {
        return new PrivateMigrationHistory();
    }
}
