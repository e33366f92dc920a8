-- additive
create table mail (
  -- Chosen by the sender: a mail that is sent again changes nothing.
  id text primary key,
  to_name text not null,
  to_email text not null,
  subject text not null,
  text text not null,
  sent_at timestamptz not null
);

create index mail_sent_at on mail (sent_at);
