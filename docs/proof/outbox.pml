/* Every order of steps in which a mail with client data leaves, waits, is withdrawn, corrected, frozen or put back.
 *
 * One referral with its three mails, two workers, a team or client that says stop, a team that corrects, papers that are
 * suspended, an operator, a database that is put back from a copy, and what befalls them. `make proof` lets SPIN walk
 * all orders, within the bounds below. Each step names the function of the product that takes it (@step); a test fails
 * when that function is gone. Defines in capitals at the steps are planted mistakes: each must break a claim.
 *
 * What is assumed: a transaction is seen whole or not at all. A lock ends with the session that took it. Between the
 * question whether our session still lives and the final dot, which follows it at once, no database starts again and
 * no whole withdrawal fits. What was written in the journal is there after a restore.
 */

#define REFERRAL 0
#define CORRECTION 1
#define NOTICE 2
#define MAILS 3

/* Bounds: how often each thing may go wrong, or be done, in one life */
#ifndef FAULTS
#define FAULTS 2 /* answers of the relay other than "taken" that reached us */
#endif
#ifndef CRASHES
#define CRASHES 1 /* workers killed, at any step */
#endif
#ifndef LOST
#define LOST 1 /* sessions that the database ends while their worker lives on: restart, time-out, cut link */
#endif
#ifndef SLOW
#define SLOW 1 /* leases that run out although their worker lives */
#endif
#ifndef RETRIES
#define RETRIES 1 /* mails that a person sends again */
#endif
#ifndef STOPS
#define STOPS 1 /* clients or teams that say stop */
#endif
#ifndef CORRECTIONS
#define CORRECTIONS 1
#endif
#ifndef SUSPENSIONS
#define SUSPENSIONS 1
#endif
#ifndef FREEZES
#define FREEZES 1
#endif
#ifndef RESTORES
#define RESTORES 1
#endif

mtype = { none, queued, sending, sent, failed, blocked, cancelled }
mtype = { nobody, withdrawing, correcting, releasing }
mtype = { taken, unknown, transient, permanent, login_refused, not_sent }

/* --- the database: what a copy holds */
typedef Rows {
	mtype status[MAILS];
	byte lease[MAILS]; /* of the last attempt: which one it is */
	bit ambiguous[MAILS];
	bit asked[MAILS]; /* the mailbox of this mail is asked to delete, by the notice */
	bit wish;
	bit withdrawn;
	bit suspended;
	bit frozen;
	bit frozen_by_restore;
	bit refused;
}
Rows db;
Rows copy;
bit has_copy;
bit moved; /* these tables stand elsewhere than they say */

/* --- sessions: locks of the subject of each mail, by whom; referral and correction have one subject */
#define SUBJECT(mail) (mail / 2)
byte locked[2];
#define ELSEWHERE 9
bit speaks_shared[2]; /* the advisory lock that freezing waits for */
bit is_lost[2];
byte holder[MAILS]; /* the worker whose attempt it is, as long as it lives */

/* --- outside: what survives every database */
bit journal_withdrawn;
bit journal_wish;
bit journal_begun[2]; /* may have left */

/* --- what happened, for the claims */
byte arrived[MAILS];
bit told_stop;
bit returned; /* the withdrawal came back to who asked it */
byte era; /* no moment comes back with a copy: a lease of after it differs from one of before */
bit still; /* an operator was told that nothing is on its way */
bit unreleased; /* put back, and not released yet */

byte faults = FAULTS, crashes = CRASHES, losses = LOST, slow = SLOW, retries = RETRIES, stops = STOPS;

#define IS_DATA(mail) (mail != NOTICE)
#define MAY_HAVE_LEFT(mail) (db.status[mail] == sent || db.ambiguous[mail])

#ifdef NO_SWEEP
#define LEASE_IS_OVER(mail) false
#else
#define LEASE_IS_OVER(mail) (holder[mail] == 0 || slow > 0)
#endif
/* @step outbox.models.TransmissionQuerySet.due */
#define DUE(mail) (db.status[mail] == queued || (db.status[mail] == sending && LEASE_IS_OVER(mail)))

/* @step referrals.transmissions._obstacles */
#ifdef WISH_NOT_ASKED
#define WISHED false
#else
#define WISHED db.wish
#endif

/* @step law.gate.check */
#define REFUSED (db.suspended || db.withdrawn)

/* @step outbox.actions.cancel_queued */
inline cancel_queued(mail) {
	if
	:: db.status[mail] == sending ->
		db.status[mail] = cancelled;
#ifndef CANCELLED_COUNTS_AS_NOT_SENT
		db.ambiguous[mail] = 1;
#endif
		holder[mail] = 0
	:: db.status[mail] == queued || db.status[mail] == failed || db.status[mail] == blocked ->
		db.status[mail] = cancelled
	:: else
	fi
}

/* @step referrals.actions.withdrawal.withdraw */
inline withdraw() {
	cancel_queued(REFERRAL);
	cancel_queued(CORRECTION);
	db.withdrawn = 1;
	db.wish = 0;
	ask_to_delete()
}

/* @step referrals.rules.archives.mailboxes_with_data */
inline ask_to_delete() {
#ifndef NO_NOTICE
	if
	:: MAY_HAVE_LEFT(REFERRAL) || MAY_HAVE_LEFT(CORRECTION) ->
		db.asked[REFERRAL] = MAY_HAVE_LEFT(REFERRAL);
		db.asked[CORRECTION] = MAY_HAVE_LEFT(CORRECTION);
		if
		:: db.status[NOTICE] == none -> db.status[NOTICE] = queued; arrived[NOTICE] = 0 /* another one than a copy lost */
		:: else
		fi
	:: else
	fi
#else
	skip
#endif
}

inline unlock() {
	if
	:: locked[SUBJECT(mail)] == me -> locked[SUBJECT(mail)] = 0
	:: else
	fi
}

/* The claims about what leaves, asked at the moment at which the relay takes a mail */
inline take() {
	assert(!(IS_DATA(mail) && returned)); /* nothing leaves after a withdrawal returned */
	assert(!(IS_DATA(mail) && begun_after_stop)); /* nothing begins to leave after somebody said stop */
	assert(!spoke_too_late); /* nothing leaves against the gate, as it is asked under the lock */
	assert(!still); /* frozen: nothing leaves */
	assert(!unreleased); /* put back: nothing leaves before the release */
	assert(arrived[mail] == 0 || db.ambiguous[mail] || is_lost[me - 1]); /* a repeat is a mail that may have arrived */
	arrived[mail]++
}

inline hold(each) {
	if
	:: db.status[each] == queued || db.status[each] == sending ->
		db.status[each] = failed; db.ambiguous[each] = 1; holder[each] = 0
#ifndef ONLY_WHAT_WAITED_IS_HELD
	:: db.status[each] == failed || db.status[each] == blocked -> db.ambiguous[each] = 1
#endif
	:: else
	fi
}

/* @step outbox.standstill.freeze_if_moved */
inline notice_move() {
	moved = 0; db.frozen = 1; db.frozen_by_restore = 1;
	/* @step outbox.standstill._hold_what_may_have_left */
#ifndef RESTORED_COUNTS_AS_NOT_SENT
	hold(REFERRAL);
	hold(CORRECTION);
	if /* it goes again, and says so */
	:: db.status[NOTICE] == queued || db.status[NOTICE] == sending -> db.ambiguous[NOTICE] = 1
	:: else
	fi
#endif
}

inline lose(worker) {
	is_lost[worker - 1] = 1;
	speaks_shared[worker - 1] = 0;
	if
	:: locked[0] == worker -> locked[0] = 0
	:: else
	fi;
	if
	:: locked[1] == worker -> locked[1] = 0
	:: else
	fi;
	if
	:: holder[0] == worker -> holder[0] = 0
	:: else
	fi;
	if
	:: holder[1] == worker -> holder[1] = 0
	:: else
	fi;
	if
	:: holder[2] == worker -> holder[2] = 0
	:: else
	fi
}

inline keep_mail(to, from, each) {
	to.status[each] = from.status[each];
	to.lease[each] = from.lease[each];
	to.ambiguous[each] = from.ambiguous[each];
	to.asked[each] = from.asked[each]
}

inline keep_rows(to, from) {
	keep_mail(to, from, 0);
	keep_mail(to, from, 1);
	keep_mail(to, from, 2);
	to.wish = from.wish; to.withdrawn = from.withdrawn; to.suspended = from.suspended;
	to.frozen = from.frozen; to.frozen_by_restore = from.frozen_by_restore; to.refused = from.refused
}

inline forget_mail(each) {
	copy.status[each] = 0; copy.lease[each] = 0; copy.ambiguous[each] = 0; copy.asked[each] = 0
}

inline forget_rows(rows) {
	forget_mail(0); forget_mail(1); forget_mail(2);
	copy.wish = 0; copy.withdrawn = 0; copy.suspended = 0;
	copy.frozen = 0; copy.frozen_by_restore = 0; copy.refused = 0
}

#ifdef MOVE_NOT_NOTICED
#define MINDS_MOVES false
#else
#define MINDS_MOVES true
#endif

#define MAY_CRASH :: atomic { crashes > 0 -> crashes--; goto died }

proctype Worker(byte me) {
	byte mail, number;
	bit begun_after_stop, spoke_too_late, is_open;
	mtype outcome;

idle:
	atomic {
		mail = 0; number = 0; begun_after_stop = 0; spoke_too_late = 0; is_open = 0; outcome = 0;
		is_lost[me - 1] = 0
	};
end_idle:
	if
	:: atomic {
#ifdef MOVE_NOT_NOTICED
		false ->
#else
		moved ->
#endif
		notice_move(); goto idle
	   }
	/* @step outbox.delivery.open_outbox */
	/* @step outbox.standstill.take_turn_to_log_in */
	:: atomic { db.refused && !db.frozen && !moved ->
		if
		:: db.refused = 0 /* @step outbox.standstill.login_works */
		:: faults > 0 -> faults--
		fi;
		goto idle
	   }
	:: atomic { !moved && !db.frozen && !db.refused && DUE(REFERRAL) && locked[0] == 0 -> mail = REFERRAL }
	:: atomic { !moved && !db.frozen && !db.refused && DUE(CORRECTION) && locked[0] == 0 -> mail = CORRECTION }
	:: atomic { !moved && !db.frozen && !db.refused && DUE(NOTICE) && locked[1] == 0 -> mail = NOTICE }
#ifdef MOVE_NOT_NOTICED
	:: atomic { moved && !db.frozen && !db.refused && DUE(REFERRAL) && locked[0] == 0 -> mail = REFERRAL }
	:: atomic { moved && !db.frozen && !db.refused && DUE(NOTICE) && locked[1] == 0 -> mail = NOTICE }
#endif
	fi;

	/* @step outbox.delivery._begin */
	if
	:: atomic { locked[SUBJECT(mail)] == 0 && DUE(mail) ->
		locked[SUBJECT(mail)] = me;
		is_lost[me - 1] = 0;
		begun_after_stop = told_stop
	   }
	:: atomic { !(locked[SUBJECT(mail)] == 0 && DUE(mail)) -> goto idle }
	fi;
	if
	:: atomic { is_lost[me - 1] -> goto idle }
	/* @step outbox.standstill.is_open */
	:: atomic { !is_lost[me - 1] && (db.frozen || moved) && MINDS_MOVES -> locked[SUBJECT(mail)] = 0; goto idle }
	/* @step outbox.delivery._hold_back */
	:: atomic { !is_lost[me - 1] && !((db.frozen || moved) && MINDS_MOVES) ->
		if
		:: db.status[mail] == sending ->
			if
			:: holder[mail] != 0 -> slow--
			:: else
			fi;
#ifndef AMBIGUITY_FORGOTTEN
			db.ambiguous[mail] = 1;
#endif
			holder[mail] = 0
		:: else
		fi;
		if
		:: IS_DATA(mail) && WISHED -> db.status[mail] = cancelled; locked[SUBJECT(mail)] = 0; goto idle
		:: IS_DATA(mail) && !WISHED && REFUSED -> db.status[mail] = blocked; locked[SUBJECT(mail)] = 0; goto idle
		:: else
		fi;
#ifndef INTENT_NOT_COMMITTED
		db.status[mail] = sending;
#endif
		db.lease[mail] = (db.lease[mail] & 15) + 1 + era;
		number = db.lease[mail];
		holder[mail] = me;
		/* @step outbox.delivery._note_in_journal */
		if
		:: IS_DATA(mail) -> journal_begun[mail] = 1
		:: else
		fi;
		locked[SUBJECT(mail)] = 0
	   }
	MAY_CRASH
	fi;

	/* @step outbox.delivery._finish */
	if
	:: atomic {
#ifdef NO_ROW_LOCK
		true ->
#else
		locked[SUBJECT(mail)] == 0 -> locked[SUBJECT(mail)] = me;
#endif
		is_lost[me - 1] = 0;
		if
#ifdef NOT_FENCED
		:: true
#else
#ifdef INTENT_NOT_COMMITTED
		:: db.lease[mail] == number && (db.status[mail] == sending || db.status[mail] == queued)
#else
		:: db.lease[mail] == number && db.status[mail] == sending
#endif
		:: else -> unlock(); goto idle
#endif
		fi
	   }
	MAY_CRASH
	fi;
	/* @step outbox.standstill.hold_open */
#ifdef FROZEN_READ_BEFORE_THE_LOCK
	is_open = !db.frozen && !moved;
	if
	:: atomic { !is_lost[me - 1] -> speaks_shared[me - 1] = 1 }
	:: atomic { is_lost[me - 1] -> goto died }
	fi;
#else
	if
	:: atomic { !is_lost[me - 1] -> speaks_shared[me - 1] = 1;
#ifdef FREEZE_NOT_ASKED_AGAIN
		is_open = 1
#else
		is_open = !db.frozen && !moved
#endif
	   }
	:: atomic { is_lost[me - 1] -> goto died }
	fi;
#endif
	atomic {
		if
		:: !is_open || is_lost[me - 1]
#ifndef GATE_NOT_ASKED_AGAIN
		:: is_open && !is_lost[me - 1] && IS_DATA(mail) && WISHED ->
			db.status[mail] = cancelled; holder[mail] = 0; speaks_shared[me - 1] = 0; unlock(); goto idle
		:: is_open && !is_lost[me - 1] && IS_DATA(mail) && !WISHED && REFUSED ->
			db.status[mail] = blocked; holder[mail] = 0; speaks_shared[me - 1] = 0; unlock(); goto idle
#endif
		:: else
		fi;
		spoke_too_late = IS_DATA(mail) && db.suspended
	}
	if
	:: atomic { !is_open -> outcome = not_sent }
	:: else ->
		/* @step outbox.handover.RelayLine.hand_over */
		if
		:: skip
		:: atomic { faults > 0 -> faults--; outcome = transient }
		:: atomic { faults > 0 -> faults--; outcome = permanent }
		:: atomic { faults > 0 -> faults--; outcome = login_refused }
		MAY_CRASH
		fi;
		if
		:: outcome != 0
		:: atomic { outcome == 0 ->
			/* @step outbox.delivery._ask_whether_locks_are_held */
			if
#ifndef SESSION_NOT_ASKED
			:: is_lost[me - 1] -> goto died
#endif
			:: else
			fi;
			/* the final dot: the relay takes it here, or not at all */
			if
			:: take(); outcome = taken
			:: faults > 0 -> faults--; take(); outcome = unknown
			:: faults > 0 -> faults--; outcome = unknown
			fi
		   }
		fi
	fi;
	/* @step outbox.delivery._record */
	if
	:: atomic { is_lost[me - 1] -> goto died }
	:: atomic { !is_lost[me - 1] ->
		assert(db.status[mail] != sent && db.status[mail] != cancelled); /* an end stays an end */
		if
		:: outcome == taken -> db.status[mail] = sent
		:: outcome == unknown ->
			db.status[mail] = queued;
#ifndef UNKNOWN_COUNTS_AS_NOT_SENT
			db.ambiguous[mail] = 1
#endif
		:: outcome == permanent -> db.status[mail] = failed
		:: outcome == login_refused ->
			db.status[mail] = queued;
			if
			:: db.refused = 1 /* @step outbox.standstill.login_was_refused */
			:: skip /* another hand-over has that row: it notes the same, or is gone and the next one does */
			fi
		:: outcome == transient || outcome == not_sent -> db.status[mail] = queued
		fi;
		assert(db.status[mail] != sent || arrived[mail] > 0); /* "sent" means that the relay said so */
		holder[mail] = 0; speaks_shared[me - 1] = 0; unlock(); goto idle
	   }
	MAY_CRASH
	fi;
died:
	atomic {
		if
		:: locked[0] == me -> locked[0] = 0
		:: else
		fi;
		if
		:: locked[1] == me -> locked[1] = 0
		:: else
		fi;
		if
		:: holder[mail] == me -> holder[mail] = 0
		:: else
		fi;
		speaks_shared[me - 1] = 0;
		goto idle
	}
}

/* Client or team: the wish is stored first, and carried out under the lock, by whoever comes to it */
proctype Stop() {
end_stop:
	do
	/* @step referrals.actions.pending.ask_to_withdraw */
	/* @step referrals.actions.own_withdrawal.keep_wish */
	:: atomic { stops > 0 && !db.wish && !db.withdrawn -> stops--;
		db.wish = 1;
		if
		:: told_stop = 1; /* "noted": told at once, to a client or when the lock is taken */
#ifndef WISH_NOT_IN_THE_JOURNAL
			journal_wish = 1
#endif
		:: skip /* told when it is carried out */
		fi }
	/* @step referrals.actions.pending.carry_out_pending */
	/* @step referrals.actions.own_withdrawal.carry_out_wishes */
	:: atomic { db.wish && !db.withdrawn && locked[0] == 0 -> locked[0] = ELSEWHERE };
		if
		/* @step consent.journal.note_withdrawal */
#ifndef JOURNAL_AFTER_COMMIT
		:: atomic { locked[0] == ELSEWHERE -> journal_withdrawn = 1 };
#else
		:: true;
#endif
			if
			:: atomic { locked[0] == ELSEWHERE ->
				if
#ifndef WITHDRAWN_BEFORE_THE_RESTORE_IS_SEEN
				:: moved -> notice_move()
#endif
				:: else
				fi;
				withdraw(); locked[0] = 0; returned = 1; told_stop = 1 }
#ifdef JOURNAL_AFTER_COMMIT
				; journal_withdrawn = 1
#endif
			:: locked[0] != ELSEWHERE /* the database was put back, or started again */
			fi
		:: locked[0] != ELSEWHERE
		fi
	od
}

proctype Team() {
end_team:
	do
	/* @step referrals.actions.corrections.correct */
	:: atomic { db.status[CORRECTION] == none && db.status[REFERRAL] == sent && !db.withdrawn && !db.wish && !db.suspended &&
	            locked[0] == 0 && !unreleased && CORRECTIONS > 0 && arrived[CORRECTION] == 0 -> db.status[CORRECTION] = queued }
	/* @step referrals.actions.sending.retry_sending */
	:: atomic { retries > 0 && (db.status[REFERRAL] == failed || db.status[REFERRAL] == blocked) && !db.suspended &&
	            !db.wish && !db.withdrawn && locked[0] == 0 -> retries--; db.status[REFERRAL] = queued }
	od
}

/* An administrator of agreements: papers are suspended once, and may go on again */
proctype Papers() {
end_papers:
	atomic { SUSPENSIONS > 0 -> db.suspended = 1 };
end_again:
	atomic { true -> db.suspended = 0 }
}

proctype Operator() {
	byte freezes = FREEZES;
end_operator:
	do
	/* @step outbox.standstill._note_frozen */
	:: atomic { freezes > 0 -> freezes--;
		if
#ifndef FREEZING_HIDES_A_RESTORE
		:: moved -> notice_move()
#endif
		:: else -> moved = 0; db.frozen = 1
		fi };
		/* @step outbox.standstill.freeze */
		if
		:: atomic { !speaks_shared[0] && !speaks_shared[1] && db.frozen -> still = 1 }
		:: true
		fi
	/* @step referrals.actions.restoring.release_outbox */
	:: atomic { db.frozen && !moved && locked[0] == 0 && locked[1] == 0 ->
		if
		:: db.frozen_by_restore ->
			/* @step referrals.actions.restoring._note_lost_mails */
#ifndef LOST_CORRECTIONS_FORGOTTEN
			if
			:: journal_begun[CORRECTION] && db.status[CORRECTION] == none && !db.withdrawn ->
				db.status[CORRECTION] = failed; db.ambiguous[CORRECTION] = 1
			:: journal_begun[CORRECTION] && db.status[CORRECTION] == none && db.withdrawn ->
				db.asked[CORRECTION] = 1
			:: else
			fi;
#endif
			if
#ifndef JOURNAL_NOT_READ
			:: (journal_withdrawn || journal_wish) && !db.withdrawn ->
				withdraw(); returned = 1; told_stop = 1
#endif
			:: else
			fi
		:: else
		fi;
		/* @step outbox.standstill.release */
		db.frozen = 0; db.frozen_by_restore = 0; still = 0; unreleased = 0 }
	od
}

/* What befalls the database: a session is lost, or all of it is put back from a copy while workers live on */
proctype Fate() {
	byte restores = RESTORES;
end_fate:
	do
	:: atomic { losses > 0 && (locked[0] == 1 || locked[1] == 1 || speaks_shared[0]) -> losses--; lose(1) }
	:: atomic { losses > 0 && (locked[0] == 2 || locked[1] == 2 || speaks_shared[1]) -> losses--; lose(2) }
	:: d_step { restores > 0 && !has_copy -> has_copy = 1; keep_rows(copy, db) }
	:: d_step { restores > 0 && has_copy -> restores--; has_copy = 0;
		keep_rows(db, copy); forget_rows(copy);
		lose(1); lose(2); locked[0] = 0; locked[1] = 0;
		holder[0] = 0; holder[1] = 0; holder[2] = 0;
#ifndef LEASES_COME_BACK
		era = 16;
#endif
		moved = 1; unreleased = 1; still = 0 }
	od
}

/* When nothing can happen any more: nothing is lost, and who was withdrawn is asked to be deleted */
#define STUCK (db.frozen || db.refused)
#define SETTLED(mail) (db.status[mail] != queued && db.status[mail] != sending)
proctype Judge() {
end_judge:
	atomic {
		timeout ->
		assert(STUCK || (SETTLED(REFERRAL) && SETTLED(CORRECTION) && SETTLED(NOTICE)));
		assert(!returned || db.withdrawn);
		assert(!(db.withdrawn && arrived[REFERRAL] > 0) || (db.asked[REFERRAL] && db.status[NOTICE] != none));
		assert(!(db.withdrawn && arrived[CORRECTION] > 0) || db.asked[CORRECTION]);
		assert(db.withdrawn || db.wish || arrived[REFERRAL] > 0 || db.status[REFERRAL] == failed || db.status[REFERRAL] == blocked || STUCK)
	}
}

init {
	atomic {
		/* @step referrals.actions.filing.file_referral */
		/* @step outbox.actions.queue_transmission */
		db.status[REFERRAL] = queued; db.status[CORRECTION] = none; db.status[NOTICE] = none;
		run Worker(1); run Worker(2); run Stop(); run Team(); run Papers(); run Operator(); run Fate(); run Judge()
	}
}
