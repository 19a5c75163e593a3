package dev.portals.orchestrator.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.portals.core.codec.DecodeException;
import dev.portals.core.identity.Identifier;
import dev.portals.orchestrator.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The rows of one project, within one transaction. */
final class SqlRecords implements Records {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader TEXTS = JSON.readerFor(new TypeReference<TreeMap<String, String>>() {});
    /** In the order in which they are read. */
    private static final String MEMBERS = "SELECT identifier, attributes, added_by, added_at, pre_trusted FROM members";

    private final Handle handle;
    private final String projectId;
    private final ToIntFunction<String> membersOfPlan;

    SqlRecords(Handle handle, String projectId, ToIntFunction<String> membersOfPlan) {
        this.handle = handle;
        this.projectId = projectId;
        this.membersOfPlan = membersOfPlan;
    }

    private Query query(String sql) {
        return handle.createQuery(sql).bind("project", projectId);
    }

    private Update change(String sql) {
        return handle.createUpdate(sql).bind("project", projectId);
    }

    @Override
    public SortedMap<Identifier, Member> members() {
        SortedMap<Identifier, Member> members = new TreeMap<>();
        query(MEMBERS + " WHERE project_id = :project")
                .map((row, context) -> member(row))
                .forEach(member -> members.put(member.identifier(), member));
        return members;
    }

    @Override
    public SortedSet<Identifier> memberIdentifiers() {
        SortedSet<Identifier> identifiers = new TreeSet<>();
        query("SELECT identifier FROM members WHERE project_id = :project")
                .map((row, context) -> identifier(row, 1))
                .forEach(identifiers::add);
        return identifiers;
    }

    private static Identifier identifier(ResultSet row, int column) throws SQLException {
        try {
            return Identifier.parse(row.getString(column));
        } catch (DecodeException e) {
            throw damaged("members", e);
        }
    }

    @Override
    public Set<Identifier> preTrusted() {
        return query("SELECT identifier FROM members WHERE project_id = :project AND pre_trusted")
                .map((row, context) -> identifier(row, 1))
                .set();
    }

    @Override
    public long memberCount() {
        return query("SELECT COUNT(*) FROM members WHERE project_id = :project AND NOT pre_trusted")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Optional<Member> member(Identifier identifier) {
        return query(MEMBERS + " WHERE project_id = :project AND identifier = :identifier")
                .bind("identifier", identifier.toString())
                .map((row, context) -> member(row))
                .findOne();
    }

    private static Member member(ResultSet row) throws SQLException {
        try {
            return new Member(
                    identifier(row, 1),
                    attributes(row.getString(2)),
                    identifier(row, 3),
                    row.getLong(4),
                    row.getBoolean(5));
        } catch (DecodeException e) {
            throw damaged("members", e);
        }
    }

    @Override
    public void put(Member member) {
        change("INSERT INTO members (project_id, identifier, attributes, added_by, added_at, pre_trusted)"
                        + " VALUES (:project, :identifier, :attributes, :addedBy, :addedAt, :preTrusted)"
                        + " ON CONFLICT (project_id, identifier) DO UPDATE SET attributes = :attributes,"
                        + " added_by = :addedBy, added_at = :addedAt, pre_trusted = :preTrusted")
                .bind("identifier", member.identifier().toString())
                .bind("attributes", text(member.attributes()))
                .bind("addedBy", member.addedBy().toString())
                .bind("addedAt", member.addedAt())
                .bind("preTrusted", member.preTrusted())
                .execute();
    }

    @Override
    public void removeMembers(Collection<Identifier> identifiers) {
        if (identifiers.isEmpty()) {
            return;
        }
        PreparedBatch deletions =
                handle.prepareBatch("DELETE FROM members WHERE project_id = :project AND identifier = :identifier");
        for (Identifier identifier : identifiers) {
            deletions
                    .bind("project", projectId)
                    .bind("identifier", identifier.toString())
                    .add();
        }
        deletions.execute();
    }

    @Override
    public void removePreTrusted() {
        change("DELETE FROM members WHERE project_id = :project AND pre_trusted")
                .execute();
    }

    @Override
    public long tokenCount() {
        return query("SELECT COUNT(*) FROM tokens WHERE project_id = :project")
                .mapTo(Long.class)
                .one();
    }

    @Override
    public Optional<Token> token(String digest) {
        return query("SELECT * FROM tokens WHERE project_id = :project AND code_hash = :hash")
                .bind("hash", digest)
                .map((row, context) -> token(row))
                .findOne();
    }

    private static Token token(ResultSet row) throws SQLException {
        try {
            String hash = row.getString("code_hash");
            return new Token(
                    hash,
                    Token.reference(hash),
                    attributes(row.getString("attributes")),
                    Identifier.parse(row.getString("issued_by")),
                    row.getLong("created_at"),
                    row.getLong("expires_at"),
                    row.getLong("uses"));
        } catch (DecodeException e) {
            throw damaged("tokens", e);
        }
    }

    @Override
    public void put(Token token) {
        change("INSERT INTO tokens (project_id, code_hash, attributes, issued_by, created_at, expires_at, uses)"
                        + " VALUES (:project, :hash, :attributes, :issuedBy, :createdAt, :expiresAt, :uses)"
                        + " ON CONFLICT (project_id, code_hash) DO UPDATE SET uses = :uses")
                .bind("hash", token.digest())
                .bind("attributes", text(token.attributes()))
                .bind("issuedBy", token.issuedBy().toString())
                .bind("createdAt", token.createdAt())
                .bind("expiresAt", token.expiresAt())
                .bind("uses", token.uses())
                .execute();
    }

    @Override
    public void removeToken(String digest) {
        change("DELETE FROM tokens WHERE project_id = :project AND code_hash = :hash")
                .bind("hash", digest)
                .execute();
    }

    @Override
    public void removeExpiredTokens(long now) {
        change("DELETE FROM tokens WHERE project_id = :project AND expires_at <= :now")
                .bind("now", now)
                .execute();
    }

    @Override
    public Map<Identifier, Administrator> administrators() {
        SortedMap<Identifier, Administrator> administrators = new TreeMap<>();
        query("SELECT * FROM administrators WHERE project_id = :project")
                .map((row, context) -> administrator(row))
                .forEach(administrator -> administrators.put(administrator.identifier(), administrator));
        return administrators;
    }

    @Override
    public Optional<Administrator> administrator(Identifier identifier) {
        return query("SELECT * FROM administrators WHERE project_id = :project AND identifier = :identifier")
                .bind("identifier", identifier.toString())
                .map((row, context) -> administrator(row))
                .findOne();
    }

    private static Administrator administrator(ResultSet row) throws SQLException {
        try {
            return new Administrator(
                    Identifier.parse(row.getString("identifier")),
                    row.getLong("expires_at"),
                    row.getLong("not_before"));
        } catch (DecodeException e) {
            throw damaged("administrators", e);
        }
    }

    @Override
    public void put(Administrator administrator) {
        change("INSERT INTO administrators (project_id, identifier, expires_at, not_before)"
                        + " VALUES (:project, :identifier, :expiresAt, :notBefore)"
                        + " ON CONFLICT (project_id, identifier)"
                        + " DO UPDATE SET expires_at = :expiresAt, not_before = :notBefore")
                .bind("identifier", administrator.identifier().toString())
                .bind("expiresAt", administrator.expiresAt())
                .bind("notBefore", administrator.notBefore())
                .execute();
    }

    /** The plan is that of the first administrator of the project's space. */
    @Override
    public int memberLimit() {
        return query("""
            SELECT COALESCE(u.plan, '') FROM projects p
            LEFT JOIN space_administrators a ON a.place =
              (SELECT MIN(place) FROM space_administrators WHERE space_id = p.space_id)
            LEFT JOIN users u ON u.email_key = a.email_key
            WHERE p.id = :project\
            """)
                .mapTo(String.class)
                .findOne()
                .map(membersOfPlan::applyAsInt)
                .orElse(Authority.MAX_MEMBERS);
    }

    @Override
    public Optional<Duration> credentialLife() {
        return query("SELECT credential_life FROM projects WHERE id = :project")
                .mapTo(Long.class)
                .findOne()
                .filter(seconds -> seconds > AuthoritySettings.SHORTEST_TTL.toSeconds())
                .map(Duration::ofSeconds);
    }

    private static String text(Map<String, String> attributes) {
        try {
            return JSON.writeValueAsString(attributes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }

    private static SortedMap<String, String> attributes(String text) {
        try {
            return TEXTS.readValue(text);
        } catch (JsonProcessingException e) {
            throw new DecodeException("the attributes aren't texts");
        }
    }

    private static StoreException damaged(String table, DecodeException cause) {
        return new StoreException("a row of the table " + table + " is damaged: " + cause.getMessage(), cause);
    }
}
