package jp.machimori.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

class AddressTests {

    @Test
    void writesOnlyTheSettingsThatWereMade() {
        Address address = new Address();
        address.setServerNames(new String[] {"db1.example", "db2.example"});
        address.setPortNumbers(new int[] {5432, 6543});
        address.setDatabaseName("町 & 森");
        assertThat(address.getUrl()).isEqualTo("jdbc:postgresql://db1.example:5432,db2.example:6543/%E7%94%BA+%26+%E6%A3%AE");
        address.setConnectTimeout(5);
        address.setApplicationName("a=b&c");
        address.setPassword("guess");
        assertThat(address.getUrl()).isEqualTo("jdbc:postgresql://db1.example:5432,db2.example:6543/%E7%94%BA+%26+%E6%A3%AE?ApplicationName=a%3Db%26c&connectTimeout=5");
    }

    @Test
    void keepsWhatATownWroteIntoItsUrl() {
        Address address = new Address();
        address.setUrl("jdbc:postgresql://db.example/town?sslmode=verify-full&targetServerType=primary&prepareThreshold=5");
        assertThat(address.getUrl()).contains("sslmode=verify-full", "targetServerType=primary")
                .doesNotContain("prepareThreshold");     // five is what it is anyway
        Address read = new Address();
        read.setUrl(address.getUrl());
        for (PGProperty property : PGProperty.values()) {
            assertThat(read.getProperty(property)).as(property.getName()).isEqualTo(address.getProperty(property));
        }
    }
}
