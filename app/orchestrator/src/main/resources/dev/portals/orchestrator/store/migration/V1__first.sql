-- The orchestrator's records, for SQLite and PostgreSQL alike.
-- Times are seconds since 1970; identifiers are I and 64 hexadecimal digits; *_key columns are folded for comparison;
-- *_hash columns are SHA-256 in hexadecimal digits of a secret that is not kept.

-- Keys and identities of the controller, the project nodes and the authorities.
CREATE TABLE sealed_keys (
  kind          TEXT NOT NULL,
  handle        TEXT NOT NULL,
  sealed        TEXT NOT NULL,
  PRIMARY KEY (kind, handle)
);
-- Without a history: one that is to be kept once it is known. used_at: microseconds.
CREATE TABLE change_histories (
  identifier    TEXT PRIMARY KEY,
  history       TEXT,
  kept          BOOLEAN NOT NULL,
  used_at       BIGINT NOT NULL
);
CREATE TABLE own_identities (
  name          TEXT PRIMARY KEY,
  identifier    TEXT NOT NULL,
  is_default    BOOLEAN NOT NULL
);
CREATE TABLE purpose_keys (
  identifier    TEXT NOT NULL,
  purpose       TEXT NOT NULL,
  attestation   TEXT NOT NULL,
  PRIMARY KEY (identifier, purpose)
);
CREATE TABLE settings (
  name          TEXT PRIMARY KEY,
  value         TEXT NOT NULL
);

-- Accounts.
CREATE TABLE users (
  id            BIGINT PRIMARY KEY,
  sub           TEXT NOT NULL UNIQUE,
  email         TEXT NOT NULL,
  email_key     TEXT NOT NULL UNIQUE,
  verified      BOOLEAN NOT NULL,
  name          TEXT NOT NULL,
  nickname      TEXT NOT NULL,
  picture       TEXT NOT NULL,
  administrator BOOLEAN NOT NULL,
  blocked       BOOLEAN NOT NULL,
  plan          TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL
);
CREATE TABLE devices (
  identifier    TEXT PRIMARY KEY,
  user_id       BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  bound_at      BIGINT NOT NULL,
  seen_at       BIGINT NOT NULL
);
CREATE INDEX devices_user ON devices (user_id);
CREATE TABLE external_logins (
  provider      TEXT NOT NULL,
  subject       TEXT NOT NULL,
  user_id       BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (provider, subject)
);
CREATE TABLE web_sessions (
  session_hash  TEXT PRIMARY KEY,
  user_id       BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  agent         TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  seen_at       BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL
);
CREATE INDEX web_sessions_user ON web_sessions (user_id);
-- One attempt to sign in by e-mail: a code to type or a link to press, whichever comes first.
CREATE TABLE sign_ins (
  id            TEXT PRIMARY KEY,
  browser_hash  TEXT NOT NULL UNIQUE,
  email         TEXT NOT NULL,
  email_key     TEXT NOT NULL,
  code_hash     TEXT NOT NULL,
  link_hash     TEXT NOT NULL UNIQUE,
  going_to      TEXT NOT NULL,
  attempts      BIGINT NOT NULL,
  created_at    BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL
);
-- Without a user while the attempt to sign in that they belong to isn't finished.
CREATE TABLE authorization_codes (
  code_hash     TEXT PRIMARY KEY,
  user_id       BIGINT REFERENCES users (id) ON DELETE CASCADE,
  sign_in_id    TEXT NOT NULL,
  client_id     TEXT NOT NULL,
  redirect_uri  TEXT NOT NULL,
  challenge     TEXT NOT NULL,
  scope         TEXT NOT NULL,
  nonce         TEXT NOT NULL,
  used          BOOLEAN NOT NULL,
  created_at    BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL
);
CREATE TABLE device_codes (
  device_hash   TEXT PRIMARY KEY,
  user_code     TEXT NOT NULL UNIQUE,
  client_id     TEXT NOT NULL,
  scope         TEXT NOT NULL,
  state         TEXT NOT NULL,
  user_id       BIGINT REFERENCES users (id) ON DELETE CASCADE,
  polled_at     BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL
);
CREATE TABLE access_tokens (
  token_hash    TEXT PRIMARY KEY,
  user_id       BIGINT REFERENCES users (id) ON DELETE CASCADE,
  sign_in_id    TEXT NOT NULL,
  client_id     TEXT NOT NULL,
  scope         TEXT NOT NULL,
  code_hash     TEXT NOT NULL,
  expires_at    BIGINT NOT NULL
);
CREATE INDEX access_tokens_user ON access_tokens (user_id);
-- How often something was tried: a window of time for each subject.
CREATE TABLE attempts (
  subject       TEXT PRIMARY KEY,
  count         BIGINT NOT NULL,
  until         BIGINT NOT NULL
);

-- Spaces and projects. The order is that of their making.
CREATE TABLE spaces (
  id            TEXT NOT NULL UNIQUE,
  place         ${serial},
  name          TEXT NOT NULL,
  name_key      TEXT NOT NULL UNIQUE,
  created_at    BIGINT NOT NULL
);
CREATE TABLE space_administrators (
  space_id      TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
  email         TEXT NOT NULL,
  email_key     TEXT NOT NULL,
  place         ${serial},
  UNIQUE (space_id, email_key)
);
CREATE INDEX space_administrators_email ON space_administrators (email_key);
CREATE TABLE projects (
  id                TEXT NOT NULL UNIQUE,
  place             ${serial},
  space_id          TEXT NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,
  name              TEXT NOT NULL,
  name_key          TEXT NOT NULL,
  state             TEXT NOT NULL,
  identifier        TEXT,
  history           TEXT,
  authority         TEXT,
  authority_history TEXT,
  operation_id      TEXT,
  credential_life   BIGINT NOT NULL,
  relaying          BOOLEAN NOT NULL,
  created_at        BIGINT NOT NULL,
  UNIQUE (space_id, name_key)
);
-- Administrators (role 0) and guests by accepted invitations, by address.
CREATE TABLE project_users (
  project_id    TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  email         TEXT NOT NULL,
  email_key     TEXT NOT NULL,
  role          BIGINT NOT NULL,
  scope         BIGINT NOT NULL,
  place         ${serial},
  UNIQUE (project_id, email_key)
);
CREATE INDEX project_users_email ON project_users (email_key);
CREATE TABLE operations (
  id            TEXT PRIMARY KEY,
  project_id    TEXT NOT NULL,
  status        BIGINT NOT NULL,
  created_at    BIGINT NOT NULL
);

-- Credential authorities.
CREATE TABLE members (
  project_id    TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  identifier    TEXT NOT NULL,
  attributes    TEXT NOT NULL,
  added_by      TEXT NOT NULL,
  added_at      BIGINT NOT NULL,
  pre_trusted   BOOLEAN NOT NULL,
  PRIMARY KEY (project_id, identifier)
);
CREATE TABLE tokens (
  project_id    TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  code_hash     TEXT NOT NULL,
  attributes    TEXT NOT NULL,
  issued_by     TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL,
  uses          BIGINT NOT NULL,
  PRIMARY KEY (project_id, code_hash)
);
-- What administrators' credentials said, and since when earlier ones count for nothing.
CREATE TABLE administrators (
  project_id    TEXT NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
  identifier    TEXT NOT NULL,
  expires_at    BIGINT NOT NULL,
  not_before    BIGINT NOT NULL,
  PRIMARY KEY (project_id, identifier)
);

-- Invitations.
CREATE TABLE invitations (
  id                TEXT NOT NULL UNIQUE,
  place             ${serial},
  sender_id         BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  recipient_email   TEXT NOT NULL,
  recipient_key     TEXT NOT NULL,
  scope             BIGINT NOT NULL,
  role              BIGINT NOT NULL,
  target_id         TEXT NOT NULL,
  state             TEXT NOT NULL,
  created_at        BIGINT NOT NULL,
  expires_at        BIGINT NOT NULL,
  accepted_by       BIGINT,
  accepted_at       BIGINT,
  details           TEXT,
  node_identifier   TEXT,
  node_route        TEXT,
  ticket_hash       TEXT,
  description       TEXT,
  mailed_at         BIGINT NOT NULL,
  mail_state        TEXT NOT NULL
);
CREATE INDEX invitations_sender ON invitations (sender_id);
CREATE INDEX invitations_recipient ON invitations (recipient_key);
CREATE INDEX invitations_target ON invitations (target_id);
CREATE INDEX invitations_accepted ON invitations (accepted_by);
CREATE INDEX invitations_created ON invitations (created_at);
CREATE INDEX invitations_state ON invitations (state, expires_at);

-- Mail, one row for each event; what was sent stays for the administrator to see.
CREATE TABLE mails (
  id            TEXT NOT NULL UNIQUE,
  place         ${serial},
  event         TEXT NOT NULL UNIQUE,
  recipient     TEXT NOT NULL,
  subject       TEXT NOT NULL,
  text          TEXT NOT NULL,
  html          TEXT NOT NULL,
  invitation_id TEXT,
  state         TEXT NOT NULL,
  attempts      BIGINT NOT NULL,
  next_at       BIGINT NOT NULL,
  leased_until  BIGINT NOT NULL,
  error         TEXT NOT NULL,
  created_at    BIGINT NOT NULL,
  sent_at       BIGINT
);
CREATE INDEX mails_due ON mails (state, next_at);
CREATE INDEX mails_invitation ON mails (invitation_id);

-- Administration.
CREATE TABLE audit (
  place         ${serial},
  at            BIGINT NOT NULL,
  actor         TEXT NOT NULL,
  action        TEXT NOT NULL,
  object        TEXT NOT NULL,
  outcome       TEXT NOT NULL,
  detail        TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE TABLE relayed_bytes (
  project_id    TEXT NOT NULL,
  month         TEXT NOT NULL,
  bytes         BIGINT NOT NULL,
  PRIMARY KEY (project_id, month)
);
CREATE INDEX relayed_bytes_month ON relayed_bytes (month, bytes);

-- Several instances on one database. Times here are milliseconds of the database's clock.
-- projects_seen: the generation of projects up to which the instance runs what there is to run.
CREATE TABLE instances (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  address       TEXT NOT NULL,
  leased_until  BIGINT NOT NULL,
  projects_seen BIGINT NOT NULL
);
-- Which instance has which relay; without an instance: it ended. changed: the generation of relays when the row was written.
CREATE TABLE relays (
  project_id    TEXT NOT NULL,
  name          TEXT NOT NULL,
  instance_id   TEXT,
  registration  TEXT NOT NULL,
  changed       BIGINT NOT NULL,
  ended_at      BIGINT,
  PRIMARY KEY (project_id, name)
);
CREATE INDEX relays_changed ON relays (changed);
CREATE INDEX relays_instance ON relays (instance_id);
-- Grow with every change of what instances look for: 'relays', 'projects'.
CREATE TABLE generations (
  name          TEXT PRIMARY KEY,
  generation    BIGINT NOT NULL
);
-- Whose turn it is to do what only one instance does at a time; as long as it has its lease.
CREATE TABLE turns (
  name          TEXT PRIMARY KEY,
  instance_id   TEXT NOT NULL
);
-- Grows with every change that a client could see, for those who wait for changes.
CREATE TABLE revisions (
  email_key     TEXT PRIMARY KEY,
  revision      BIGINT NOT NULL
);
