package dev.portals.orchestrator.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;

@Tag("peer")
class PostgresqlUpgradeTest extends UpgradeContract {
    @Override
    Database older() {
        String address = PostgresqlServer.newDatabase();
        String dump = new String(unpacked("postgresql.sql.gz"), StandardCharsets.UTF_8);
        try (Connection connection =
                        DriverManager.getConnection("jdbc:" + address.replace("postgres:@", "") + "?user=postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(dump);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return Database.lookAt(address);
    }

    @Override
    Database empty() {
        return Database.lookAt(PostgresqlServer.newDatabase());
    }
}
