//! Files in other programs' hands: what the lab writes they read, what they write the
//! lab reads, and each command line that the lab shows is run as it is shown.

mod commands;
mod desk;
mod made_by_others;
mod made_by_us;
