package dev.portals.orchestrator.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Somebody with an account.
 *
 * @param id positive, below 2⁵³
 * @param sub what other services know the person by; never another person's
 * @param email as its owner spells it
 * @param verified whether the address was shown to be the person's
 * @param name what friends see; the address if the person gave none
 * @param nickname a short name
 * @param picture a URL, or empty
 * @param administrator whether the person administers this installation
 * @param blocked whether the account is shut; its owner is refused everything
 * @param plan what the account may use, by name
 */
public record User(
        long id,
        String sub,
        String email,
        boolean verified,
        String name,
        String nickname,
        String picture,
        boolean administrator,
        boolean blocked,
        String plan,
        Instant createdAt,
        Instant updatedAt) {

    /** A row of the table of users. */
    static User of(ResultSet row) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("sub"),
                row.getString("email"),
                row.getBoolean("verified"),
                row.getString("name"),
                row.getString("nickname"),
                row.getString("picture"),
                row.getBoolean("administrator"),
                row.getBoolean("blocked"),
                row.getString("plan"),
                Instant.ofEpochSecond(row.getLong("created_at")),
                Instant.ofEpochSecond(row.getLong("updated_at")));
    }

    /** The address in the form in which addresses are compared. */
    public String emailKey() {
        return Emails.key(email);
    }
}
