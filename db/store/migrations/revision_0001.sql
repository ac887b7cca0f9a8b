CREATE TABLE absence (
id BLOB NOT NULL,
user_id BLOB NOT NULL,
first_day VARCHAR NOT NULL,
last_day VARCHAR NOT NULL,
covered_by BLOB NOT NULL,
ended_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE agenda_item (
id BLOB NOT NULL,
meeting_id BLOB NOT NULL,
place INTEGER NOT NULL,
case_id BLOB,
reasons BLOB NOT NULL,
topic VARCHAR NOT NULL,
decision VARCHAR NOT NULL,
done_by BLOB,
done_until VARCHAR,
follow_up_id BLOB,
left_out_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE agreement (
id BLOB NOT NULL,
provider_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
signed_on VARCHAR NOT NULL,
valid_until VARCHAR,
note VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE answered_handover (
id BLOB NOT NULL,
handover_id BLOB NOT NULL,
accepted BOOLEAN NOT NULL,
answered_at VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE arrival (
id BLOB NOT NULL,
number VARCHAR NOT NULL,
arrived_at VARCHAR NOT NULL,
described_as VARCHAR NOT NULL,
people INTEGER NOT NULL,
children INTEGER NOT NULL,
language VARCHAR NOT NULL,
urgent_needs BLOB NOT NULL,
urgent_help VARCHAR NOT NULL,
someone_stays BOOLEAN NOT NULL,
bed VARCHAR NOT NULL,
kit BLOB NOT NULL,
state VARCHAR NOT NULL,
checked_in_at VARCHAR,
checked_in_by BLOB,
PRIMARY KEY (id)
);
CREATE TABLE assessment (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
held_on VARCHAR NOT NULL,
held_by BLOB NOT NULL,
expectations VARCHAR NOT NULL,
needs BLOB NOT NULL,
priority_needs BLOB NOT NULL,
priority_other VARCHAR NOT NULL,
strengths VARCHAR NOT NULL,
skills VARCHAR NOT NULL,
resources VARCHAR NOT NULL,
coping VARCHAR NOT NULL,
barriers BLOB NOT NULL,
housing VARCHAR NOT NULL,
income VARCHAR NOT NULL,
education VARCHAR NOT NULL,
language_level VARCHAR NOT NULL,
summary VARCHAR NOT NULL,
read_back BOOLEAN NOT NULL,
finished_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE attachment (
id BLOB NOT NULL,
media_type VARCHAR NOT NULL,
size INTEGER NOT NULL,
digest BLOB NOT NULL,
kept_at VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE audience_key (
id BLOB NOT NULL,
audience BLOB NOT NULL,
epoch INTEGER NOT NULL,
"key" BLOB NOT NULL,
at INTEGER NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE audit_event (
id BLOB NOT NULL,
at VARCHAR NOT NULL,
"by" BLOB NOT NULL,
action VARCHAR NOT NULL,
subject BLOB NOT NULL,
detail VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE basis_use (
id BLOB NOT NULL,
basis VARCHAR NOT NULL,
reason VARCHAR NOT NULL,
person_id BLOB,
case_id BLOB,
referral_id BLOB,
disclosure_id BLOB,
meeting_id BLOB,
law VARCHAR NOT NULL,
person_told BOOLEAN NOT NULL,
why_not_told VARCHAR NOT NULL,
used_at VARCHAR NOT NULL,
used_by BLOB NOT NULL,
review_due VARCHAR NOT NULL,
reviewed_at VARCHAR,
reviewed_by BLOB,
review VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE batch (
id BLOB NOT NULL,
laptop BLOB NOT NULL,
run BLOB NOT NULL,
number INTEGER NOT NULL,
previous BLOB NOT NULL,
"key" BLOB NOT NULL,
size INTEGER NOT NULL,
result VARCHAR NOT NULL,
quiet BOOLEAN NOT NULL,
commits INTEGER NOT NULL,
up_to INTEGER NOT NULL,
handed BOOLEAN NOT NULL,
made BOOLEAN NOT NULL,
at INTEGER NOT NULL,
content BLOB,
PRIMARY KEY (id)
);
CREATE TABLE best_interests (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
looked_at_on VARCHAR NOT NULL,
"by" BLOB NOT NULL,
childs_views VARCHAR NOT NULL,
family VARCHAR NOT NULL,
safety VARCHAR NOT NULL,
care VARCHAR NOT NULL,
identity VARCHAR NOT NULL,
needs VARCHAR NOT NULL,
recommendation VARCHAR NOT NULL,
responsible_adult VARCHAR NOT NULL,
authority_notified VARCHAR NOT NULL,
determination_needed BOOLEAN NOT NULL,
determined_at VARCHAR,
determined_by BLOB,
determination VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE carried_record (
id BLOB NOT NULL,
device_id BLOB NOT NULL,
person_id BLOB NOT NULL,
carried BOOLEAN NOT NULL,
decided_at VARCHAR NOT NULL,
decided_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE carrier_cursor (
carrier VARCHAR NOT NULL,
cursor VARCHAR NOT NULL,
PRIMARY KEY (carrier)
);
CREATE TABLE "case" (
id BLOB NOT NULL,
number VARCHAR NOT NULL,
person_id BLOB NOT NULL,
household_id BLOB,
status VARCHAR NOT NULL,
opened_at VARCHAR NOT NULL,
opened_by BLOB NOT NULL,
assigned_to BLOB,
delivery VARCHAR NOT NULL,
risk BLOB NOT NULL,
protection_flags BLOB NOT NULL,
health_part BOOLEAN NOT NULL,
tutor VARCHAR NOT NULL,
peer_mentor VARCHAR NOT NULL,
expected_departure VARCHAR NOT NULL,
closed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE case_note (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
written_at VARCHAR NOT NULL,
written_by BLOB NOT NULL,
observed VARCHAR NOT NULL,
said VARCHAR NOT NULL,
opinion VARCHAR NOT NULL,
staff_only BOOLEAN NOT NULL,
third_party BOOLEAN NOT NULL,
corrects BLOB,
PRIMARY KEY (id)
);
CREATE TABLE case_plan (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
version INTEGER NOT NULL,
begun_on VARCHAR NOT NULL,
monitoring VARCHAR NOT NULL,
feedback VARCHAR NOT NULL,
data_protection VARCHAR NOT NULL,
information_sharing VARCHAR NOT NULL,
next_meeting VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE centre (
id BLOB NOT NULL,
name VARCHAR NOT NULL,
country VARCHAR NOT NULL,
language VARCHAR NOT NULL,
eligibility_criteria BLOB NOT NULL,
closure_needs_approval BOOLEAN NOT NULL,
plan_needs_look BOOLEAN NOT NULL,
caseload_limit INTEGER NOT NULL,
sole_worker BOOLEAN NOT NULL,
age_bands BLOB NOT NULL,
answer_wishes_within INTEGER NOT NULL,
keep_closed_for INTEGER NOT NULL,
outside_channels BLOB NOT NULL,
backup_days INTEGER NOT NULL,
hub BLOB,
PRIMARY KEY (id)
);
CREATE TABLE centre_card (
id BLOB NOT NULL,
card_id BLOB NOT NULL,
centre_id BLOB NOT NULL,
number INTEGER NOT NULL,
name VARCHAR NOT NULL,
ask VARCHAR NOT NULL,
card BLOB NOT NULL,
brought_at VARCHAR NOT NULL,
brought_by BLOB NOT NULL,
compared_at VARCHAR,
compared_by BLOB,
compared_with VARCHAR NOT NULL,
ours BOOLEAN NOT NULL,
provider_id BLOB,
put_aside_at VARCHAR,
put_aside_by BLOB,
PRIMARY KEY (id)
);
CREATE TABLE centre_indicator (
id BLOB NOT NULL,
"key" VARCHAR NOT NULL,
name VARCHAR NOT NULL,
definition VARCHAR NOT NULL,
unit VARCHAR NOT NULL,
counts VARCHAR NOT NULL,
"of" VARCHAR NOT NULL,
data_class VARCHAR NOT NULL,
source VARCHAR NOT NULL,
target INTEGER,
at_most BOOLEAN NOT NULL,
left_out BOOLEAN NOT NULL,
changed_at VARCHAR NOT NULL,
changed_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE chunk (
id BLOB NOT NULL,
digest BLOB NOT NULL,
place INTEGER NOT NULL,
here BOOLEAN NOT NULL,
PRIMARY KEY (id)
)
WITHOUT ROWID
;
CREATE TABLE circle_sum (
circle BLOB NOT NULL,
commits BLOB NOT NULL,
rows BLOB NOT NULL,
told BOOLEAN NOT NULL,
PRIMARY KEY (circle)
)
WITHOUT ROWID
;
CREATE TABLE closure (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
reason VARCHAR NOT NULL,
explanation VARCHAR NOT NULL,
transition VARCHAR NOT NULL,
unmet_needs VARCHAR NOT NULL,
no_unmet_needs BOOLEAN NOT NULL,
told_how_to_return BOOLEAN NOT NULL,
feedback_asked BOOLEAN NOT NULL,
prepared_at VARCHAR NOT NULL,
prepared_by BLOB NOT NULL,
approval VARCHAR NOT NULL,
decided_at VARCHAR,
decided_by BLOB,
decision_comment VARCHAR NOT NULL,
closed_at VARCHAR,
reopened_at VARCHAR,
reopened_by BLOB,
reopened_why VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE consent (
id BLOB NOT NULL,
screening_id BLOB,
person_id BLOB,
purpose VARCHAR NOT NULL,
purpose_text VARCHAR NOT NULL,
provider_id BLOB,
recipient VARCHAR NOT NULL,
data_items BLOB NOT NULL,
answer VARCHAR NOT NULL,
kind VARCHAR NOT NULL,
guardian_id BLOB,
guardian_involvement VARCHAR NOT NULL,
setting BLOB NOT NULL,
capacity BLOB NOT NULL,
evidence BLOB,
asked_at VARCHAR NOT NULL,
asked_by BLOB NOT NULL,
valid_until VARCHAR,
knows_withdrawals BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE contact (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
at VARCHAR NOT NULL,
"by" BLOB NOT NULL,
channel VARCHAR NOT NULL,
with_whom VARCHAR NOT NULL,
about VARCHAR NOT NULL,
reached BOOLEAN NOT NULL,
safe_contact_seen BOOLEAN NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE data_access_request (
id BLOB NOT NULL,
number VARCHAR NOT NULL,
asked_at VARCHAR NOT NULL,
taken_by BLOB NOT NULL,
organisation VARCHAR NOT NULL,
asked_by VARCHAR NOT NULL,
reached_by VARCHAR NOT NULL,
wanted VARCHAR NOT NULL,
what VARCHAR NOT NULL,
purpose VARCHAR NOT NULL,
authority VARCHAR NOT NULL,
urgent BOOLEAN NOT NULL,
signed_on VARCHAR,
signed_form BLOB,
original_in VARCHAR NOT NULL,
risks BLOB NOT NULL,
weighed VARCHAR NOT NULL,
outcome VARCHAR,
reason VARCHAR NOT NULL,
valid_until VARCHAR,
decided_at VARCHAR,
decided_by BLOB,
PRIMARY KEY (id)
);
CREATE TABLE debriefing (
id BLOB NOT NULL,
incident_id BLOB NOT NULL,
user_id BLOB NOT NULL,
held_at VARCHAR NOT NULL,
held_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE disclosure (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
case_id BLOB,
referral_id BLOB,
recipient VARCHAR NOT NULL,
provider_id BLOB,
data_items BLOB NOT NULL,
basis VARCHAR NOT NULL,
consent_id BLOB,
medium VARCHAR NOT NULL,
disclosed_at VARCHAR NOT NULL,
disclosed_by BLOB NOT NULL,
recalled_at VARCHAR,
did_not_go_at VARCHAR,
meeting_id BLOB,
PRIMARY KEY (id)
);
CREATE TABLE draft (
author BLOB NOT NULL,
subject BLOB NOT NULL,
form VARCHAR NOT NULL,
saved_at VARCHAR NOT NULL,
sealed BLOB NOT NULL,
PRIMARY KEY (author, subject, form)
)
WITHOUT ROWID
;
CREATE TABLE duplicate (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
duplicate_id BLOB NOT NULL,
state VARCHAR NOT NULL,
asked_at VARCHAR NOT NULL,
asked_by BLOB NOT NULL,
why VARCHAR NOT NULL,
decided_at VARCHAR,
decided_by BLOB,
comment VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE entity_sum (
entity BLOB NOT NULL,
kind INTEGER NOT NULL,
circle BLOB NOT NULL,
rows BLOB NOT NULL,
PRIMARY KEY (entity, kind)
)
WITHOUT ROWID
;
CREATE TABLE erasure (
id BLOB NOT NULL,
number VARCHAR NOT NULL,
person_id BLOB NOT NULL,
cause VARCHAR NOT NULL,
request_id BLOB,
asked_at VARCHAR NOT NULL,
decided_at VARCHAR NOT NULL,
decided_by BLOB NOT NULL,
agreed_at VARCHAR,
agreed_by BLOB,
agreed_to BLOB NOT NULL,
agreed_beyond BLOB NOT NULL,
called_off_at VARCHAR,
called_off_by BLOB,
carried_out_at VARCHAR,
carried_out_by BLOB,
erased BLOB NOT NULL,
owners BLOB NOT NULL,
costs BLOB NOT NULL,
late_agreed_at VARCHAR,
late_agreed_by BLOB,
late_beyond BLOB NOT NULL,
told_at VARCHAR,
told_by BLOB,
told_by_way_of VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE explanation (
id BLOB NOT NULL,
about VARCHAR NOT NULL,
language VARCHAR NOT NULL,
words VARCHAR NOT NULL,
sound_id BLOB,
picture_id BLOB,
kept_at VARCHAR NOT NULL,
kept_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE factor (
id BLOB NOT NULL,
assessment_id BLOB NOT NULL,
level VARCHAR NOT NULL,
polarity VARCHAR NOT NULL,
stage VARCHAR NOT NULL,
place VARCHAR NOT NULL,
what VARCHAR NOT NULL,
strategy VARCHAR NOT NULL,
removed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE feedback (
id BLOB NOT NULL,
received_at VARCHAR NOT NULL,
channel VARCHAR NOT NULL,
words VARCHAR NOT NULL,
complaint BOOLEAN NOT NULL,
person_id BLOB,
said_by VARCHAR NOT NULL,
state VARCHAR NOT NULL,
answer VARCHAR NOT NULL,
answered_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE filled_form (
id BLOB NOT NULL,
form VARCHAR NOT NULL,
form_version VARCHAR NOT NULL,
subject BLOB NOT NULL,
filled_at VARCHAR NOT NULL,
filled_by BLOB,
about_health BOOLEAN NOT NULL,
kept_in BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE follow_up (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
due_at VARCHAR NOT NULL,
what VARCHAR NOT NULL,
place VARCHAR NOT NULL,
assigned_to BLOB NOT NULL,
state VARCHAR NOT NULL,
outcome VARCHAR NOT NULL,
closed_at VARCHAR,
tries INTEGER NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE forgetting_asked (
id BLOB NOT NULL,
inbound_id BLOB NOT NULL,
asked_at VARCHAR NOT NULL,
asked_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE form_answer (
id BLOB NOT NULL,
form VARCHAR NOT NULL,
form_version VARCHAR NOT NULL,
subject BLOB NOT NULL,
path VARCHAR NOT NULL,
value VARCHAR NOT NULL,
answered_at VARCHAR NOT NULL,
answered_by BLOB,
PRIMARY KEY (id)
);
CREATE TABLE form_medium (
id BLOB NOT NULL,
form_id BLOB NOT NULL,
name VARCHAR NOT NULL,
media_type VARCHAR NOT NULL,
content BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE frontier (
peer BLOB NOT NULL,
batch BLOB NOT NULL,
device BLOB NOT NULL,
"by" BLOB NOT NULL,
PRIMARY KEY (peer, batch)
)
WITHOUT ROWID
;
CREATE TABLE handed_in (
position INTEGER NOT NULL,
batch BLOB NOT NULL,
log INTEGER NOT NULL,
PRIMARY KEY (position)
);
CREATE TABLE household (
id BLOB NOT NULL,
formed_at VARCHAR NOT NULL,
journey VARCHAR NOT NULL,
country_of_origin VARCHAR NOT NULL,
languages BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE household_membership (
id BLOB NOT NULL,
household_id BLOB NOT NULL,
person_id BLOB NOT NULL,
head BOOLEAN NOT NULL,
since VARCHAR NOT NULL,
until VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE hub_pass (
id BLOB NOT NULL,
pass BLOB NOT NULL,
signature BLOB NOT NULL,
PRIMARY KEY (id)
)
WITHOUT ROWID
;
CREATE TABLE identity_document (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
number VARCHAR NOT NULL,
country VARCHAR NOT NULL,
valid_until BLOB,
note VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE inbound_referral (
id BLOB NOT NULL,
provider_id BLOB,
referred_by VARCHAR NOT NULL,
reply_to VARCHAR NOT NULL,
came_by VARCHAR NOT NULL,
their_reference VARCHAR NOT NULL,
need VARCHAR NOT NULL,
priority VARCHAR NOT NULL,
how_to_reach VARCHAR NOT NULL,
consent_said VARCHAR NOT NULL,
consent_words VARCHAR NOT NULL,
received_at VARCHAR NOT NULL,
received_by BLOB NOT NULL,
state VARCHAR NOT NULL,
answered_at VARCHAR,
answered_by BLOB,
reason VARCHAR NOT NULL,
arrival_id BLOB,
person_id BLOB,
answer_sent_at VARCHAR,
answer_sent_by BLOB,
answer_sent_by_way_of VARCHAR,
feedback VARCHAR NOT NULL,
feedback_at VARCHAR,
feedback_by BLOB,
PRIMARY KEY (id)
);
CREATE TABLE incident (
id BLOB NOT NULL,
kind VARCHAR NOT NULL,
noticed_at VARCHAR NOT NULL,
noticed_by BLOB NOT NULL,
case_id BLOB,
person_id BLOB,
steps_done BLOB NOT NULL,
hurt BOOLEAN,
help_wanted VARCHAR NOT NULL,
may_contact BLOB NOT NULL,
advice_asked_from BLOB,
account VARCHAR NOT NULL,
ended_at VARCHAR,
outcome VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE installed_form (
id BLOB NOT NULL,
identifier VARCHAR NOT NULL,
version VARCHAR NOT NULL,
title VARCHAR NOT NULL,
languages BLOB NOT NULL,
questions INTEGER NOT NULL,
form BLOB NOT NULL,
source BLOB NOT NULL,
source_type VARCHAR NOT NULL,
moved BLOB NOT NULL,
installed_at VARCHAR NOT NULL,
installed_by BLOB NOT NULL,
retired_at VARCHAR,
retired_by BLOB,
PRIMARY KEY (id)
);
CREATE TABLE journal_absent (
id BLOB NOT NULL,
PRIMARY KEY (id)
)
WITHOUT ROWID
;
CREATE TABLE journal_change (
number INTEGER NOT NULL,
entity BLOB NOT NULL,
kind INTEGER NOT NULL,
position INTEGER NOT NULL,
packed BLOB NOT NULL,
proof BLOB NOT NULL,
PRIMARY KEY (number)
);
CREATE TABLE journal_commit (
position INTEGER NOT NULL,
id BLOB NOT NULL,
audience BLOB NOT NULL,
header BLOB NOT NULL,
device_signature BLOB NOT NULL,
person_signature BLOB NOT NULL,
seed BLOB NOT NULL,
first_change INTEGER NOT NULL,
running BLOB NOT NULL,
PRIMARY KEY (position)
);
CREATE TABLE journal_head (
entity BLOB NOT NULL,
field INTEGER NOT NULL,
kind INTEGER NOT NULL,
commits BLOB NOT NULL,
state VARCHAR NOT NULL,
PRIMARY KEY (entity, field)
)
WITHOUT ROWID
;
CREATE TABLE journal_left (
position INTEGER NOT NULL,
PRIMARY KEY (position)
);
CREATE TABLE journal_quarantine (
position INTEGER NOT NULL,
reason VARCHAR NOT NULL,
PRIMARY KEY (position)
);
CREATE TABLE kept_longer (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
reason VARCHAR NOT NULL,
law VARCHAR NOT NULL,
until VARCHAR NOT NULL,
decided_at VARCHAR NOT NULL,
decided_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE known_key (
laptop BLOB NOT NULL,
"key" BLOB NOT NULL,
PRIMARY KEY (laptop, "key")
)
WITHOUT ROWID
;
CREATE TABLE lacked_circle (
device BLOB NOT NULL,
audience BLOB NOT NULL,
PRIMARY KEY (device, audience)
)
WITHOUT ROWID
;
CREATE TABLE left_attachment (
digest BLOB NOT NULL,
size INTEGER NOT NULL,
PRIMARY KEY (digest)
)
WITHOUT ROWID
;
CREATE TABLE left_circle (
device BLOB NOT NULL,
audience BLOB NOT NULL,
at INTEGER NOT NULL,
PRIMARY KEY (device, audience)
)
WITHOUT ROWID
;
CREATE TABLE meeting (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
held_at VARCHAR NOT NULL,
led_by BLOB NOT NULL,
attendants BLOB NOT NULL,
she_took_part BOOLEAN NOT NULL,
decisions VARCHAR NOT NULL,
partners BLOB NOT NULL,
consents BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE membership_entry (
id BLOB NOT NULL,
entry BLOB NOT NULL,
signature BLOB NOT NULL,
told BOOLEAN NOT NULL,
PRIMARY KEY (id)
)
WITHOUT ROWID
;
CREATE TABLE name_variant (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
name VARCHAR NOT NULL,
script VARCHAR NOT NULL,
note VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE objective (
id BLOB NOT NULL,
plan_id BLOB NOT NULL,
position INTEGER NOT NULL,
title VARCHAR NOT NULL,
own_words VARCHAR NOT NULL,
own_words_declined BOOLEAN NOT NULL,
measure VARCHAR NOT NULL,
mode VARCHAR NOT NULL,
review_on VARCHAR,
state VARCHAR NOT NULL,
state_note VARCHAR NOT NULL,
removed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE orientation (
id BLOB NOT NULL,
screening_id BLOB NOT NULL,
explained_at VARCHAR NOT NULL,
explained_by BLOB NOT NULL,
topics BLOB NOT NULL,
language VARCHAR NOT NULL,
medium VARCHAR NOT NULL,
said_back BOOLEAN NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE outside_colleague (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
code VARCHAR NOT NULL,
centre VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE own_card (
id BLOB NOT NULL,
number INTEGER NOT NULL,
card BLOB NOT NULL,
signing_key BLOB NOT NULL,
receiving_key BLOB NOT NULL,
made_at VARCHAR NOT NULL,
made_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE paper (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
case_id BLOB,
attachment_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
dated BLOB,
staff_only BOOLEAN NOT NULL,
third_party BOOLEAN NOT NULL,
filed_at VARCHAR NOT NULL,
filed_by BLOB NOT NULL,
taken_out_at VARCHAR,
taken_out_by BLOB,
why_taken_out VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE past_sum (
circle BLOB NOT NULL,
commits BLOB NOT NULL,
centre BLOB NOT NULL,
rows BLOB NOT NULL,
number INTEGER NOT NULL,
PRIMARY KEY (circle, commits, centre)
)
WITHOUT ROWID
;
CREATE TABLE person (
id BLOB NOT NULL,
arrival_id BLOB,
earlier_arrivals BLOB NOT NULL,
given_name VARCHAR NOT NULL,
family_name VARCHAR NOT NULL,
called VARCHAR NOT NULL,
date_of_birth BLOB,
age_disputed BOOLEAN NOT NULL,
sex VARCHAR NOT NULL,
gender VARCHAR NOT NULL,
nationalities BLOB NOT NULL,
country_of_birth VARCHAR NOT NULL,
languages BLOB NOT NULL,
interpreter_needed BOOLEAN NOT NULL,
interpreter_sex VARCHAR NOT NULL,
communication_needs VARCHAR NOT NULL,
marital_status VARCHAR NOT NULL,
documents VARCHAR NOT NULL,
reasons_for_migrating BLOB NOT NULL,
immediate_needs BLOB NOT NULL,
vulnerabilities BLOB NOT NULL,
childcare_needed BOOLEAN NOT NULL,
intends_to_stay VARCHAR NOT NULL,
allergies VARCHAR NOT NULL,
diet VARCHAR NOT NULL,
avoid VARCHAR NOT NULL,
suspended_destinations BLOB NOT NULL,
restricted BOOLEAN NOT NULL,
registered_at VARCHAR NOT NULL,
registered_by BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE person_request (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
asked_at VARCHAR NOT NULL,
taken_by BLOB NOT NULL,
in_her_words VARCHAR NOT NULL,
asked_by VARCHAR NOT NULL,
asked_by_other VARCHAR NOT NULL,
answer_due VARCHAR,
outcome VARCHAR,
reason VARCHAR NOT NULL,
verified VARCHAR NOT NULL,
decided_at VARCHAR,
decided_by BLOB,
carried_out_at VARCHAR,
carried_out_by BLOB,
carried_out VARCHAR NOT NULL,
called_off_at VARCHAR,
told_at VARCHAR,
told_by BLOB,
told_by_way_of VARCHAR,
told VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE plan_agreement (
id BLOB NOT NULL,
plan_id BLOB NOT NULL,
version INTEGER NOT NULL,
objectives BLOB NOT NULL,
agreed_at VARCHAR NOT NULL,
agreed_with BLOB NOT NULL,
read_together BOOLEAN NOT NULL,
evidence BLOB,
PRIMARY KEY (id)
);
CREATE TABLE plan_look (
id BLOB NOT NULL,
agreement_id BLOB NOT NULL,
case_id BLOB NOT NULL,
looked_at VARCHAR NOT NULL,
looked_by BLOB NOT NULL,
agrees BOOLEAN NOT NULL,
comment VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE planned_action (
id BLOB NOT NULL,
objective_id BLOB NOT NULL,
what VARCHAR NOT NULL,
responsible_user BLOB,
responsible_provider BLOB,
responsible_other VARCHAR NOT NULL,
due VARCHAR,
term VARCHAR NOT NULL,
cost BLOB,
done_on VARCHAR,
outcome VARCHAR NOT NULL,
removed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE protection_screening (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
screened_at VARCHAR NOT NULL,
screened_by BLOB NOT NULL,
flags BLOB NOT NULL,
note VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE protocol_run (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
opened_at VARCHAR NOT NULL,
opened_by BLOB NOT NULL,
acts_done BLOB NOT NULL,
told VARCHAR NOT NULL,
ended_at VARCHAR,
ended_by BLOB,
outcome VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE provider (
id BLOB NOT NULL,
name VARCHAR NOT NULL,
kind VARCHAR NOT NULL,
short_description VARCHAR NOT NULL,
confidential BOOLEAN NOT NULL,
by_and_for BOOLEAN NOT NULL,
address VARCHAR NOT NULL,
phone VARCHAR NOT NULL,
email VARCHAR NOT NULL,
removed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE published_figures (
id BLOB NOT NULL,
population VARCHAR NOT NULL,
first_day VARCHAR NOT NULL,
last_day VARCHAR NOT NULL,
facets BLOB NOT NULL,
recipient VARCHAR NOT NULL,
purpose VARCHAR NOT NULL,
published_at VARCHAR NOT NULL,
published_by BLOB NOT NULL,
request_id BLOB,
rounded_to INTEGER NOT NULL,
corrects BLOB,
document VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE queue_note (
id BLOB NOT NULL,
subject BLOB NOT NULL,
written_at VARCHAR NOT NULL,
written_by BLOB NOT NULL,
comment VARCHAR NOT NULL,
given_to BLOB,
PRIMARY KEY (id)
);
CREATE TABLE received_handover (
id BLOB NOT NULL,
handover_id BLOB NOT NULL,
card_id BLOB NOT NULL,
centre VARCHAR NOT NULL,
written_at VARCHAR NOT NULL,
accepted BOOLEAN NOT NULL,
answered_at VARCHAR NOT NULL,
answered_by BLOB NOT NULL,
reason VARCHAR NOT NULL,
person_id BLOB,
case_id BLOB,
their_number VARCHAR NOT NULL,
their_person BLOB NOT NULL,
may_be BLOB,
basis VARCHAR NOT NULL,
why VARCHAR NOT NULL,
done_so_far VARCHAR NOT NULL,
still_to_do VARCHAR NOT NULL,
risks VARCHAR NOT NULL,
introduced VARCHAR NOT NULL,
her_view VARCHAR NOT NULL,
not_understood BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE record_copy (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
request_id BLOB NOT NULL,
language VARCHAR NOT NULL,
given_at VARCHAR NOT NULL,
given_by BLOB NOT NULL,
items INTEGER NOT NULL,
held_back BLOB NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE referral (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
person_id BLOB NOT NULL,
provider_id BLOB NOT NULL,
service_id BLOB,
objective_id BLOB,
need VARCHAR NOT NULL,
priority VARCHAR NOT NULL,
data_items BLOB NOT NULL,
restrictions VARCHAR NOT NULL,
accompanied BOOLEAN NOT NULL,
basis VARCHAR NOT NULL,
consent_id BLOB,
state VARCHAR NOT NULL,
prepared_at VARCHAR NOT NULL,
prepared_by BLOB NOT NULL,
sent_at VARCHAR,
sent_how VARCHAR NOT NULL,
answer_due VARCHAR,
answered_at VARCHAR,
answer VARCHAR NOT NULL,
outcome VARCHAR NOT NULL,
her_feedback VARCHAR NOT NULL,
helped BOOLEAN,
PRIMARY KEY (id)
);
CREATE TABLE refusal (
id BLOB NOT NULL,
refused_at VARCHAR NOT NULL,
reason VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE relationship (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
relative_id BLOB,
relative_name VARCHAR NOT NULL,
tie VARCHAR NOT NULL,
claimed_at VARCHAR NOT NULL,
verified_at VARCHAR,
verified_by BLOB,
verified_how VARCHAR NOT NULL,
doubt VARCHAR NOT NULL,
may_be_abuser BOOLEAN NOT NULL,
authority_notified_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE restriction (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
open_to BLOB NOT NULL,
reason VARCHAR NOT NULL,
made_at VARCHAR NOT NULL,
made_by BLOB NOT NULL,
at_once BOOLEAN NOT NULL,
looked_at VARCHAR,
looked_by BLOB,
ended_at VARCHAR,
ended_by BLOB,
ended_why VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE review (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
held_on VARCHAR NOT NULL,
held_by BLOB NOT NULL,
what_changed VARCHAR NOT NULL,
her_view VARCHAR NOT NULL,
risk BLOB NOT NULL,
next_review_on VARCHAR,
adjustments VARCHAR NOT NULL,
told_her BOOLEAN NOT NULL,
told_partners VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE safe_contact (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
channel VARCHAR NOT NULL,
address VARCHAR NOT NULL,
"when" VARCHAR NOT NULL,
pretext VARCHAR NOT NULL,
never BOOLEAN NOT NULL,
note VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE safety_plan (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
made_on VARCHAR NOT NULL,
made_by BLOB NOT NULL,
warning_signs VARCHAR NOT NULL,
what_helps VARCHAR NOT NULL,
people_to_call VARCHAR NOT NULL,
safe_places VARCHAR NOT NULL,
to_take_along VARCHAR NOT NULL,
children VARCHAR NOT NULL,
agreed BOOLEAN NOT NULL,
copy_safe_to_carry BOOLEAN NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE screening (
id BLOB NOT NULL,
arrival_id BLOB NOT NULL,
screened_at VARCHAR NOT NULL,
screened_by BLOB NOT NULL,
criteria_met BLOB NOT NULL,
result VARCHAR NOT NULL,
reason VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE search_entry (
number INTEGER NOT NULL,
entity BLOB NOT NULL,
kind INTEGER NOT NULL,
words VARCHAR NOT NULL,
folded VARCHAR NOT NULL,
PRIMARY KEY (number),
UNIQUE (entity)
);
CREATE TABLE sent_handover (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
case_id BLOB NOT NULL,
transfer_id BLOB NOT NULL,
card_id BLOB NOT NULL,
centre VARCHAR NOT NULL,
file_id BLOB NOT NULL,
sent_at VARCHAR NOT NULL,
sent_by BLOB NOT NULL,
disclosure_id BLOB NOT NULL,
consent_id BLOB,
taken_back_at VARCHAR,
answered_at VARCHAR,
accepted BOOLEAN,
answer VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE series (
name VARCHAR NOT NULL,
last INTEGER NOT NULL,
PRIMARY KEY (name)
);
CREATE TABLE service (
id BLOB NOT NULL,
provider_id BLOB NOT NULL,
name VARCHAR NOT NULL,
area VARCHAR NOT NULL,
description VARCHAR NOT NULL,
place VARCHAR NOT NULL,
distance_km VARCHAR NOT NULL,
directions VARCHAR NOT NULL,
languages BLOB NOT NULL,
hours BLOB NOT NULL,
by_appointment BOOLEAN NOT NULL,
women_staff VARCHAR NOT NULL,
women_only BOOLEAN NOT NULL,
childcare VARCHAR NOT NULL,
papers_asked VARCHAR NOT NULL,
accepts_undocumented BOOLEAN NOT NULL,
min_age INTEGER,
max_age INTEGER,
cost VARCHAR NOT NULL,
free BOOLEAN NOT NULL,
last_checked VARCHAR,
checked_by BLOB,
checked_how VARCHAR NOT NULL,
removed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE service_delivery (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
objective_id BLOB,
service_id BLOB,
what VARCHAR NOT NULL,
given_on VARCHAR NOT NULL,
given_by BLOB NOT NULL,
outcome VARCHAR NOT NULL,
contingency_plan VARCHAR NOT NULL,
progress VARCHAR NOT NULL,
cost BLOB,
PRIMARY KEY (id)
);
CREATE TABLE slot_holder (
user_id BLOB NOT NULL,
public_key BLOB NOT NULL,
PRIMARY KEY (user_id)
);
CREATE TABLE staff_concern (
id BLOB NOT NULL,
raised_at VARCHAR NOT NULL,
raised_by BLOB NOT NULL,
channel VARCHAR NOT NULL,
referred_to_focal_point BOOLEAN NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE stay (
id BLOB NOT NULL,
arrival_id BLOB,
person_id BLOB,
bed VARCHAR NOT NULL,
since VARCHAR NOT NULL,
until VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE step_progress (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
step VARCHAR NOT NULL,
state VARCHAR NOT NULL,
since VARCHAR NOT NULL,
"by" BLOB NOT NULL,
why VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE store_identity (
name VARCHAR NOT NULL,
value BLOB NOT NULL,
PRIMARY KEY (name)
);
CREATE TABLE team_meeting (
id BLOB NOT NULL,
held_on VARCHAR NOT NULL,
led_by BLOB NOT NULL,
prepared_at VARCHAR NOT NULL,
present BLOB NOT NULL,
finished_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE told_sum (
laptop BLOB NOT NULL,
circle BLOB NOT NULL,
commits BLOB NOT NULL,
rows BLOB NOT NULL,
centre BLOB NOT NULL,
verdict VARCHAR NOT NULL,
PRIMARY KEY (laptop, circle)
)
WITHOUT ROWID
;
CREATE TABLE transfer (
id BLOB NOT NULL,
case_id BLOB NOT NULL,
kind VARCHAR NOT NULL,
receiving_user BLOB,
receiving_provider BLOB,
receiving_centre VARCHAR NOT NULL,
receiving_card BLOB,
reason VARCHAR NOT NULL,
done_so_far VARCHAR NOT NULL,
still_to_do VARCHAR NOT NULL,
risks VARCHAR NOT NULL,
introduced VARCHAR NOT NULL,
her_view VARCHAR NOT NULL,
consent_id BLOB,
state VARCHAR NOT NULL,
prepared_at VARCHAR NOT NULL,
prepared_by BLOB NOT NULL,
offered_at VARCHAR,
answered_at VARCHAR,
answered_by BLOB,
answer VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE TABLE user (
id BLOB NOT NULL,
name VARCHAR NOT NULL,
staff_code VARCHAR NOT NULL,
roles BLOB NOT NULL,
trainings BLOB NOT NULL,
signing_key BLOB NOT NULL,
added_at VARCHAR NOT NULL,
removed_at VARCHAR,
PRIMARY KEY (id)
);
CREATE TABLE withdrawal (
id BLOB NOT NULL,
person_id BLOB NOT NULL,
purpose VARCHAR NOT NULL,
provider_id BLOB,
recipient VARCHAR NOT NULL,
everything BOOLEAN NOT NULL,
withdrawn_at VARCHAR NOT NULL,
taken_by BLOB NOT NULL,
evidence BLOB,
pressure_suspected BOOLEAN NOT NULL,
pressure_note VARCHAR NOT NULL,
PRIMARY KEY (id)
);
CREATE INDEX ix_absence_user_id ON absence (user_id);
CREATE INDEX ix_agenda_item_case_id ON agenda_item (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ix_agenda_item_follow_up_id ON agenda_item (follow_up_id) WHERE follow_up_id IS NOT NULL;
CREATE INDEX ix_agenda_item_meeting_id ON agenda_item (meeting_id);
CREATE INDEX ix_agreement_provider_id ON agreement (provider_id);
CREATE INDEX ix_agreement_valid_until ON agreement (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX ix_answered_handover_handover_id ON answered_handover (handover_id);
CREATE INDEX ix_assessment_case_id ON assessment (case_id);
CREATE INDEX ix_audit_event_listed ON audit_event (action, at);
CREATE INDEX ix_audit_event_subject ON audit_event (subject);
CREATE INDEX ix_basis_use_case_id ON basis_use (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ix_basis_use_disclosure_id ON basis_use (disclosure_id) WHERE disclosure_id IS NOT NULL;
CREATE INDEX ix_basis_use_meeting_id ON basis_use (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX ix_basis_use_person_id ON basis_use (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_basis_use_referral_id ON basis_use (referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX ix_best_interests_case_id ON best_interests (case_id);
CREATE INDEX ix_carried_record_device_id ON carried_record (device_id);
CREATE INDEX ix_carried_record_person_id ON carried_record (person_id);
CREATE INDEX ix_case_assigned_to ON "case" (assigned_to) WHERE assigned_to IS NOT NULL;
CREATE INDEX ix_case_household_id ON "case" (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX ix_case_note_case_id ON case_note (case_id);
CREATE INDEX ix_case_person_id ON "case" (person_id);
CREATE INDEX ix_case_plan_case_id ON case_plan (case_id);
CREATE INDEX ix_centre_card_card_id ON centre_card (card_id);
CREATE INDEX ix_centre_card_centre_id ON centre_card (centre_id);
CREATE INDEX ix_centre_card_provider_id ON centre_card (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX ix_closure_case_id ON closure (case_id);
CREATE INDEX ix_consent_guardian_id ON consent (guardian_id) WHERE guardian_id IS NOT NULL;
CREATE INDEX ix_consent_person_id ON consent (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_consent_provider_id ON consent (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX ix_consent_screening_id ON consent (screening_id) WHERE screening_id IS NOT NULL;
CREATE INDEX ix_consent_valid_until ON consent (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX ix_contact_case_id ON contact (case_id);
CREATE INDEX ix_data_access_request_valid_until ON data_access_request (valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX ix_debriefing_incident_id ON debriefing (incident_id);
CREATE INDEX ix_debriefing_user_id ON debriefing (user_id);
CREATE INDEX ix_disclosure_case_id ON disclosure (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ix_disclosure_consent_id ON disclosure (consent_id) WHERE consent_id IS NOT NULL;
CREATE INDEX ix_disclosure_meeting_id ON disclosure (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX ix_disclosure_person_id ON disclosure (person_id);
CREATE INDEX ix_disclosure_provider_id ON disclosure (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX ix_disclosure_referral_id ON disclosure (referral_id) WHERE referral_id IS NOT NULL;
CREATE INDEX ix_duplicate_duplicate_id ON duplicate (duplicate_id);
CREATE INDEX ix_duplicate_person_id ON duplicate (person_id);
CREATE INDEX ix_erasure_person_id ON erasure (person_id);
CREATE INDEX ix_erasure_request_id ON erasure (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX ix_explanation_picture_id ON explanation (picture_id) WHERE picture_id IS NOT NULL;
CREATE INDEX ix_explanation_sound_id ON explanation (sound_id) WHERE sound_id IS NOT NULL;
CREATE INDEX ix_factor_assessment_id ON factor (assessment_id);
CREATE INDEX ix_feedback_person_id ON feedback (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_filled_form_subject ON filled_form (subject);
CREATE INDEX ix_follow_up_assigned_to ON follow_up (assigned_to);
CREATE INDEX ix_follow_up_case_id ON follow_up (case_id);
CREATE INDEX ix_follow_up_due_at ON follow_up (due_at);
CREATE INDEX ix_forgetting_asked_inbound_id ON forgetting_asked (inbound_id);
CREATE INDEX ix_form_answer_subject ON form_answer (subject);
CREATE INDEX ix_form_medium_form_id ON form_medium (form_id);
CREATE INDEX ix_household_membership_household_id ON household_membership (household_id);
CREATE INDEX ix_household_membership_person_id ON household_membership (person_id);
CREATE INDEX ix_identity_document_person_id ON identity_document (person_id);
CREATE INDEX ix_inbound_referral_arrival_id ON inbound_referral (arrival_id) WHERE arrival_id IS NOT NULL;
CREATE INDEX ix_inbound_referral_person_id ON inbound_referral (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_inbound_referral_provider_id ON inbound_referral (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX ix_incident_case_id ON incident (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ix_incident_person_id ON incident (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_kept_longer_person_id ON kept_longer (person_id);
CREATE INDEX ix_meeting_case_id ON meeting (case_id);
CREATE INDEX ix_name_variant_person_id ON name_variant (person_id);
CREATE INDEX ix_objective_plan_id ON objective (plan_id);
CREATE INDEX ix_objective_review_on ON objective (review_on) WHERE review_on IS NOT NULL;
CREATE INDEX ix_orientation_screening_id ON orientation (screening_id);
CREATE INDEX ix_outside_colleague_person_id ON outside_colleague (person_id);
CREATE INDEX ix_paper_attachment_id ON paper (attachment_id);
CREATE INDEX ix_paper_case_id ON paper (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ix_paper_person_id ON paper (person_id);
CREATE INDEX ix_person_arrival_id ON person (arrival_id) WHERE arrival_id IS NOT NULL;
CREATE INDEX ix_person_listed ON person (restricted, registered_at);
CREATE INDEX ix_person_request_person_id ON person_request (person_id);
CREATE INDEX ix_plan_agreement_plan_id ON plan_agreement (plan_id);
CREATE INDEX ix_plan_look_agreement_id ON plan_look (agreement_id);
CREATE INDEX ix_plan_look_case_id ON plan_look (case_id);
CREATE INDEX ix_planned_action_due ON planned_action (due) WHERE due IS NOT NULL;
CREATE INDEX ix_planned_action_objective_id ON planned_action (objective_id);
CREATE INDEX ix_protection_screening_case_id ON protection_screening (case_id);
CREATE INDEX ix_protocol_run_case_id ON protocol_run (case_id);
CREATE INDEX ix_published_figures_request_id ON published_figures (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX ix_queue_note_subject ON queue_note (subject);
CREATE INDEX ix_received_handover_card_id ON received_handover (card_id);
CREATE INDEX ix_received_handover_case_id ON received_handover (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ix_received_handover_handover_id ON received_handover (handover_id);
CREATE INDEX ix_received_handover_person_id ON received_handover (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_record_copy_person_id ON record_copy (person_id);
CREATE INDEX ix_record_copy_request_id ON record_copy (request_id);
CREATE INDEX ix_referral_case_id ON referral (case_id);
CREATE INDEX ix_referral_consent_id ON referral (consent_id) WHERE consent_id IS NOT NULL;
CREATE INDEX ix_referral_objective_id ON referral (objective_id) WHERE objective_id IS NOT NULL;
CREATE INDEX ix_referral_person_id ON referral (person_id);
CREATE INDEX ix_referral_provider_id ON referral (provider_id);
CREATE INDEX ix_referral_service_id ON referral (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ix_relationship_person_id ON relationship (person_id);
CREATE INDEX ix_relationship_relative_id ON relationship (relative_id) WHERE relative_id IS NOT NULL;
CREATE INDEX ix_restriction_person_id ON restriction (person_id);
CREATE INDEX ix_review_case_id ON review (case_id);
CREATE INDEX ix_safe_contact_person_id ON safe_contact (person_id);
CREATE INDEX ix_safety_plan_case_id ON safety_plan (case_id);
CREATE INDEX ix_screening_arrival_id ON screening (arrival_id);
CREATE INDEX ix_sent_handover_card_id ON sent_handover (card_id);
CREATE INDEX ix_sent_handover_case_id ON sent_handover (case_id);
CREATE INDEX ix_sent_handover_consent_id ON sent_handover (consent_id) WHERE consent_id IS NOT NULL;
CREATE INDEX ix_sent_handover_disclosure_id ON sent_handover (disclosure_id);
CREATE INDEX ix_sent_handover_person_id ON sent_handover (person_id);
CREATE INDEX ix_sent_handover_transfer_id ON sent_handover (transfer_id);
CREATE INDEX ix_service_delivery_case_id ON service_delivery (case_id);
CREATE INDEX ix_service_delivery_objective_id ON service_delivery (objective_id) WHERE objective_id IS NOT NULL;
CREATE INDEX ix_service_delivery_service_id ON service_delivery (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX ix_service_provider_id ON service (provider_id);
CREATE INDEX ix_stay_arrival_id ON stay (arrival_id) WHERE arrival_id IS NOT NULL;
CREATE INDEX ix_stay_person_id ON stay (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ix_step_progress_case_id ON step_progress (case_id);
CREATE INDEX ix_transfer_case_id ON transfer (case_id);
CREATE INDEX ix_transfer_consent_id ON transfer (consent_id) WHERE consent_id IS NOT NULL;
CREATE INDEX ix_withdrawal_person_id ON withdrawal (person_id);
CREATE INDEX ix_withdrawal_provider_id ON withdrawal (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX journal_change_entity ON journal_change (entity, number);
CREATE INDEX journal_change_erasing ON journal_change (position) WHERE substr(packed, 1, 2) = x'A100';
CREATE INDEX journal_commit_id ON journal_commit (id);
CREATE VIRTUAL TABLE search_prefix USING fts5(folded, content='search_entry', content_rowid='number', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');
CREATE VIRTUAL TABLE search_trigram USING fts5(folded, content='search_entry', content_rowid='number', tokenize='trigram');
INSERT INTO search_prefix(search_prefix, rank) VALUES('secure-delete', 1);
INSERT INTO search_trigram(search_trigram, rank) VALUES('secure-delete', 1);
