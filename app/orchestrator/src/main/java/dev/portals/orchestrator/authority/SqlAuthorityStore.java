package dev.portals.orchestrator.authority;

import dev.portals.orchestrator.store.Database;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Keeps the records of one project's authority in the orchestrator's database, row by row: a request costs the same with
 * ten members and with ten thousand. Several instances may have a store of the same project.
 */
public final class SqlAuthorityStore extends AuthorityStore {
    private final Database database;
    private final String projectId;
    private final ToIntFunction<String> membersOfPlan;

    /** The records of that project, which has no plan. */
    SqlAuthorityStore(Database database, String projectId) {
        this(database, projectId, plan -> Authority.MAX_MEMBERS);
    }

    /**
     * The records of that project, which must be in the database before there is something to keep.
     *
     * @param membersOfPlan how many members a plan gives, by its name
     */
    public SqlAuthorityStore(Database database, String projectId, ToIntFunction<String> membersOfPlan) {
        this.database = database;
        this.projectId = projectId;
        this.membersOfPlan = membersOfPlan;
    }

    @Override
    <T> T read(Function<Records, T> work) {
        return database.read(handle -> work.apply(new SqlRecords(handle, projectId, membersOfPlan)));
    }

    @Override
    <T> T transact(Function<Records, T> work) {
        return database.write(handle -> work.apply(new SqlRecords(handle, projectId, membersOfPlan)));
    }
}
